package dev.portico.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a source says about a claimable field of an entity, beside its declaration.
///
/// @param field one of [#FIELDS]
/// @param value the value claimed
/// @param source who says so, as `codeowners`
/// @param precedence the lower wins; the declaration itself has [#DECLARED]
/// @param evidence where it can be seen, as a URL or file and line
/// @param at when it was said
public record Claim(
        String field,
        String value,
        String source,
        int precedence,
        @Nullable String evidence,
        Instant at) {
    public static final int DECLARED = 100;
    public static final List<String> FIELDS =
            List.of("owner", "lifecycle", "tier", "contact", "links");
}
