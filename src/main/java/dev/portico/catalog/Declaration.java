package dev.portico.catalog;

import dev.portico.model.EntityRef;
import dev.portico.model.Problem;
import dev.portico.model.RelationPair;
import java.util.List;

/// One document from one source that passed every check.
///
/// @param location the file's location ref target, unique within the source, as
///     `https://git.example.com/acme/orders/src/branch/main/catalog-info.yaml`
/// @param document the entity without relations, uid, etag and status; placeholders are replaced,
///     the namespace is set, the annotations the catalog computes are in
/// @param relations what its spec fields make, sorted and without duplicates
/// @param warnings problems that did not keep it out
public record Declaration(
        String location,
        EntityRef ref,
        StoredDocument document,
        List<RelationPair> relations,
        List<Problem> warnings,
        Provenance provenance) {
    public Declaration {
        relations = List.copyOf(relations);
        warnings = List.copyOf(warnings);
    }

    public Key key() {
        return new Key(location, ref);
    }

    /// What identifies a declaration within its source.
    public record Key(String location, EntityRef ref) {}
}
