package dev.portico.source.kubernetes;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How a cluster is reached.
sealed interface Reach {
    /// The cluster this program runs in, as its service account.
    record InCluster() implements Reach {}

    /// @param context null for the current one
    record Kubeconfig(Path file, @Nullable String context) implements Reach {}

    record Address(String url, @Nullable Path caFile, @Nullable Path tokenFile, boolean insecure)
            implements Reach {}

    /// Not at all.
    ///
    /// @param why in a sentence, with what would be right
    record Nowhere(String why) implements Reach {}
}
