package dev.portico.ownership;

import dev.portico.model.Claim;
import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.model.Relation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What of an entity matters for its ownership.
///
/// @param owners whom it belongs to, by its relations
/// @param owner its field `owner` as it stands; null for none
/// @param location where it was read, as an address or path; null when nothing says so
/// @param contact whether it says itself how its owner is reached
record EntityFacts(
        EntityRef ref,
        List<EntityRef> owners,
        @Nullable String owner,
        @Nullable String location,
        boolean orphan,
        boolean contact) {
    private static final String MANAGED_BY = "backstage.io/managed-by-location";
    private static final String ORPHAN = "backstage.io/orphan";

    static EntityFacts of(Entity entity) {
        List<EntityRef> owners =
                entity.relations().stream()
                        .filter(relation -> relation.type().equals("ownedBy"))
                        .map(Relation::target)
                        .toList();
        return new EntityFacts(
                entity.ref(),
                owners,
                entity.spec().text(Claim.OWNER).orElse(null),
                entity.annotation(MANAGED_BY).map(EntityFacts::target).orElse(null),
                entity.annotation(ORPHAN).filter("true"::equals).isPresent(),
                entity.spec().text("contact").isPresent());
    }

    private static String target(String location) {
        return location.substring(location.indexOf(':') + 1);
    }
}
