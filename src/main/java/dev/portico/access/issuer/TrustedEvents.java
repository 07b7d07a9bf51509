package dev.portico.access.issuer;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What may have started a job whose word counts.
final class TrustedEvents {
    private static final String ANY = "*";

    private TrustedEvents() {}

    static boolean contain(Set<String> trusted, @Nullable String event) {
        return trusted.contains(ANY) || (event != null && trusted.contains(event));
    }
}
