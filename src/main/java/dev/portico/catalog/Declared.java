package dev.portico.catalog;

import dev.portico.model.Problem;
import dev.portico.model.RelationPair;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A declaration as the catalog holds it now, in short.
///
/// @param fingerprint equal to that of a [Declaration] that would change nothing
/// @param stale whether it is only the last good one
public record Declared(Declaration.Key key, String fingerprint, boolean stale) {
    /// What of a declaration would be written.
    public static String fingerprint(Declaration declaration) {
        return fingerprint(
                declaration.document().hash(),
                relationsJson(declaration.relations()),
                problemsJson(declaration.warnings()),
                declaration.provenance());
    }

    /// The same from the parts as they are stored.
    public static String fingerprint(
            String documentHash, String relations, String warnings, Provenance provenance) {
        return String.join(
                "|",
                documentHash,
                String.valueOf(provenance.document()),
                String.valueOf(provenance.line()),
                provenance.file(),
                String.valueOf(provenance.parent()),
                relations,
                warnings);
    }

    /// Relations as they are stored: a JSON array of `[type, target, reverse]`.
    public static String relationsJson(List<RelationPair> pairs) {
        return JsonValues.toJson(
                pairs.stream()
                        .sorted()
                        .distinct()
                        .map(pair -> List.of(pair.type(), pair.target().toString(), pair.reverse()))
                        .toList());
    }

    /// Problems as they are stored: a JSON array of their JSON.
    public static String problemsJson(List<Problem> problems) {
        return JsonValues.toJson(problems.stream().map(Problem::toJson).toList());
    }

    /// Reads what [#problemsJson] wrote.
    public static List<Problem> problems(String json) {
        List<Problem> problems = new ArrayList<>();
        if (JsonValues.parse(json) instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof Map<?, ?> map) {
                    problems.add(Problem.fromJson(JsonObject.of(map)));
                }
            }
        }
        return problems;
    }
}
