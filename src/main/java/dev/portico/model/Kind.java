package dev.portico.model;

import dev.portico.platform.json.JsonObject;
import java.util.List;

/// A kind of entity, as a `Kind` document defines it.
///
/// @param name in the exact case documents must use, as `Component`
/// @param plural for people and GraphQL, as `components`
/// @param apiVersions the `apiVersion` values documents of this kind may carry
/// @param trust the lowest level of a source that may declare such entities
/// @param schema JSON Schema (draft 7 or 2020-12) of the whole document
/// @param relations which spec fields make relations
public record Kind(
        String name,
        String plural,
        List<String> apiVersions,
        TrustLevel trust,
        JsonObject schema,
        List<RelationRule> relations) {
    public Kind {
        apiVersions = List.copyOf(apiVersions);
        relations = List.copyOf(relations);
    }
}
