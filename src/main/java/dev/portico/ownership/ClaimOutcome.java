package dev.portico.ownership;

import dev.portico.platform.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What became of one field of one requested claim.
///
/// @param index of the request, from 0
/// @param entity the ref, as far as it could be read
/// @param field null when the request as a whole was refused
/// @param value what was claimed; nothing when it was withdrawn
/// @param because why it does not count, as a sentence; null when it does
/// @param by what counts instead; null for nothing
public record ClaimOutcome(
        int index,
        String entity,
        @Nullable String field,
        List<String> value,
        ClaimEffect result,
        @Nullable String because,
        @Nullable Winner by) {
    private static final int MOST_KEPT = 100;

    public ClaimOutcome {
        value = List.copyOf(value);
    }

    /// What outcomes are about, as the audit names it: the only entity, or `claims`.
    public static String target(List<ClaimOutcome> outcomes) {
        List<String> entities = outcomes.stream().map(ClaimOutcome::entity).distinct().toList();
        return entities.size() == 1 ? entities.getFirst() : "claims";
    }

    /// What the audit keeps of them: how many had which result, and the first hundred.
    public static JsonObject details(List<ClaimOutcome> outcomes) {
        Map<String, @Nullable Object> counts = new TreeMap<>();
        for (ClaimEffect result : ClaimEffect.values()) {
            long count = outcomes.stream().filter(each -> each.result() == result).count();
            if (count > 0) {
                counts.put(result.name().toLowerCase(Locale.ROOT), count);
            }
        }
        List<Map<String, @Nullable Object>> some = new ArrayList<>();
        outcomes.stream().limit(MOST_KEPT).forEach(each -> some.add(each.kept()));
        return JsonObject.EMPTY.with("counts", JsonObject.of(counts)).with("claims", some);
    }

    private Map<String, @Nullable Object> kept() {
        Map<String, @Nullable Object> kept = new LinkedHashMap<>();
        kept.put("entity", entity);
        kept.put("field", field);
        kept.put("value", value);
        kept.put("result", result.name().toLowerCase(Locale.ROOT));
        return kept;
    }

    /// A claim that counts instead.
    public record Winner(String source, String value, @Nullable String evidence) {}
}
