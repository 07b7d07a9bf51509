package dev.portico.source;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A repository as a run saw it, for those who want to know more of it than its descriptors.
///
/// @param identity what tells it from all others, as `https://git.example.com/acme/orders`, or the
///     path of a local one
/// @param host name of the kind of its host, as `GITHUB`
/// @param branch the branch that was read
/// @param revision the commit that was read
/// @param owners its CODEOWNERS; null when it has none
/// @param paths path in the repository of each descriptor file of the run, by location
public record RepositoryRead(
        String identity,
        String host,
        String branch,
        @Nullable String revision,
        @Nullable OwnersFile owners,
        Map<String, String> paths) {
    public RepositoryRead {
        paths = Map.copyOf(paths);
    }

    /// A CODEOWNERS file.
    ///
    /// @param id differs when the content does
    /// @param content null when it can't be read
    /// @param trouble why it can't be read; null when it can
    public record OwnersFile(
            String path, String id, @Nullable String content, @Nullable String trouble) {}
}
