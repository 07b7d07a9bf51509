package dev.portico.source;

import dev.portico.catalog.Reading;
import dev.portico.model.Problem;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The outcome of a scan: everything the source consists of now.
///
/// @param revision commit or other version that was read
/// @param changed files that are new or differ from what is known
/// @param present locations of all files, changed or not; a known location that is absent here is
///     removed
/// @param problems what could not be read or found, beside the documents themselves; a known file
///     that could not be read now stays in `present`
/// @param dependsOn repositories (normalised URLs) beside the source's own whose push concerns it
/// @param repositories those that could be read
public record Scan(
        @Nullable String revision,
        List<Reading> changed,
        Set<String> present,
        List<Problem> problems,
        Set<String> dependsOn,
        List<RepositoryRead> repositories) {
    public Scan {
        changed = List.copyOf(changed);
        present = Set.copyOf(present);
        problems = List.copyOf(problems);
        dependsOn = Set.copyOf(dependsOn);
        repositories = List.copyOf(repositories);
    }

    /// A scan of something else than repositories.
    public Scan(
            @Nullable String revision,
            List<Reading> changed,
            Set<String> present,
            List<Problem> problems,
            Set<String> dependsOn) {
        this(revision, changed, present, problems, dependsOn, List.of());
    }
}
