package dev.portico.ownership;

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

    OwnedKinds(Kinds kinds) {
        this.kinds = kinds;
    }

    /// Another for other kinds.
    String version() {
        return kinds.current().version();
    }

    /// @param kind in lower case
    boolean haveOwners(String kind) {
        return all().contains(kind);
    }

    private Set<String> all() {
        return kinds.current().kinds().stream()
                .filter(
                        kind ->
                                kind.relations().stream()
                                        .anyMatch(rule -> rule.field().equals(Claim.OWNER)))
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }
}
