package dev.portico.ownership;

import dev.portico.model.Claim;
import dev.portico.platform.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What somebody wants to claim about one entity.
///
/// @param entity its ref; without a kind a component is meant
/// @param values by field; no value withdraws what the caller claimed before
/// @param source `portal` or `default` for admins; null for what the caller speaks as
/// @param evidence where it can be seen
/// @param expires until when it counts
/// @param trouble why it can't be read, as a sentence; null when it can
public record ClaimRequest(
        String entity,
        Map<String, List<String>> values,
        @Nullable String source,
        @Nullable String evidence,
        @Nullable Instant expires,
        @Nullable String trouble) {
    private static final String ENTITY = "entity";
    private static final String SOURCE = "source";
    private static final String EVIDENCE = "evidence";
    private static final String EXPIRES = "expires";
    private static final Set<String> OTHERS = Set.of(ENTITY, SOURCE, EVIDENCE, EXPIRES);

    public ClaimRequest {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /// Reads `{entity, owner, lifecycle, tier, contact, links, source, evidence, expires}`; what is
    /// wrong is the request's trouble.
    public static ClaimRequest parse(JsonObject json) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        String trouble = unknown(json);
        for (String field : Claim.FIELDS) {
            if (json.fields().containsKey(field)) {
                Object value = json.value(field);
                if (value == null) {
                    values.put(field, List.of());
                } else if (value instanceof String text && !field.equals(Claim.LINKS)) {
                    values.put(field, List.of(text));
                } else if (field.equals(Claim.LINKS)
                        && json.texts(field).size() == json.list(field).size()
                        && value instanceof List<?>) {
                    values.put(field, json.texts(field));
                } else {
                    trouble =
                            "The field "
                                    + field
                                    + " must be "
                                    + (field.equals(Claim.LINKS) ? "a list of texts" : "a text")
                                    + ", or null to withdraw it.";
                }
            }
        }
        for (String name : OTHERS) {
            if (json.has(name) && json.value(name) != null && json.text(name).isEmpty()) {
                trouble = "The field " + name + " must be a text.";
            }
        }
        if (values.isEmpty() && trouble == null) {
            trouble = "Nothing is claimed; name one of " + String.join(", ", Claim.FIELDS) + ".";
        }
        @Nullable Instant expires = null;
        String end = json.text(EXPIRES).orElse(null);
        if (end != null) {
            try {
                expires = OffsetDateTime.parse(end).toInstant();
            } catch (DateTimeException e) {
                trouble = "The time '" + end + "' can't be read; write it 2026-03-01T12:00:00Z.";
            }
        }
        return new ClaimRequest(
                json.text(ENTITY).orElse(""),
                values,
                json.text(SOURCE).orElse(null),
                json.text(EVIDENCE).orElse(null),
                expires,
                trouble);
    }

    private static @Nullable String unknown(JsonObject json) {
        Set<String> names = new TreeSet<>(json.fields().keySet());
        names.removeAll(OTHERS);
        names.removeAll(Claim.FIELDS);
        return names.isEmpty()
                ? null
                : "There is no field "
                        + String.join(", ", names)
                        + "; a claim has entity, "
                        + String.join(", ", Claim.FIELDS)
                        + ", evidence, expires.";
    }
}
