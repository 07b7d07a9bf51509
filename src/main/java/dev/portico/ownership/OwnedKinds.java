package dev.portico.ownership;

import dev.portico.catalog.KindRegistry;
import dev.portico.catalog.Kinds;
import dev.portico.model.Claim;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Which kinds have owners: those whose field `owner` makes a relation.
@Singleton
final class OwnedKinds {
    private final Kinds kinds;
    private volatile Known known = new Known("", Set.of());

    private record Known(String version, Set<String> names) {}

    OwnedKinds(Kinds kinds) {
        this.kinds = kinds;
    }

    /// Another for other kinds.
    String version() {
        return kinds.current().version();
    }

    /// @param kind in lower case
    boolean haveOwners(String kind) {
        KindRegistry now = kinds.current();
        Known last = known;
        if (!last.version().equals(now.version())) {
            last = new Known(now.version(), names(now));
            known = last;
        }
        return last.names().contains(kind);
    }

    private static Set<String> names(KindRegistry registry) {
        return registry.kinds().stream()
                .filter(
                        kind ->
                                kind.relations().stream()
                                        .anyMatch(rule -> rule.field().equals(Claim.OWNER)))
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }
}
