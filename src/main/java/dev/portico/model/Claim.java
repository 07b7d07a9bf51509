package dev.portico.model;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a source says about a claimable field of an entity, beside its declaration.
///
/// @param field one of [#FIELDS]
/// @param rank place among the values of one statement, from 0; beside links only the first counts
/// @param value the value claimed
/// @param source kind of source that says so, as `codeowners`
/// @param origin who exactly: name of the Git source, principal of the CI job; empty when there is
///     only one
/// @param precedence of the kind of source: the lower wins; what the entity's file says has
///     [#DECLARED]
/// @param evidence where it can be seen, as a URL or file and line
/// @param actor who said it
/// @param at when it was said
/// @param expires when it counts no more; null for never
public record Claim(
        String field,
        int rank,
        String value,
        String source,
        String origin,
        int precedence,
        @Nullable String evidence,
        String actor,
        Instant at,
        @Nullable Instant expires) {
    public static final int DECLARED = 100;
    public static final String OWNER = "owner";
    public static final String LINKS = "links";

    /// Fields of `spec` with one value.
    public static final List<String> SINGLE = List.of(OWNER, "lifecycle", "tier", "contact");

    public static final List<String> FIELDS = List.of(OWNER, "lifecycle", "tier", "contact", LINKS);

    /// Which of several claims about a field counts: the first. Among equals the newest.
    public static final Comparator<Claim> ORDER =
            Comparator.comparingInt(Claim::precedence)
                    .thenComparingInt(Claim::rank)
                    .thenComparing(Claim::at, Comparator.reverseOrder())
                    .thenComparing(Claim::source)
                    .thenComparing(Claim::origin)
                    .thenComparing(Claim::value);

    public boolean isExpired(Instant now) {
        return expires != null && !expires.isAfter(now);
    }

    /// The entity that the value of an owner means, in the entity's own namespace unless it names
    /// one. INVALID_INPUT when it is no ref.
    public static EntityRef owner(String value, String namespace) {
        return EntityRef.parse(value, "group", namespace);
    }

    /// Whether two values of a field say the same: owners by what they refer to.
    ///
    /// @param namespace of the entity they are about
    public static boolean same(String field, String one, String other, String namespace) {
        if (one.equals(other)) {
            return true;
        }
        return field.equals(OWNER) && canonical(one, namespace).equals(canonical(other, namespace));
    }

    private static String canonical(String value, String namespace) {
        String text = value.strip().toLowerCase(Locale.ROOT);
        return isOwner(text) ? owner(text, namespace).toString() : text;
    }

    /// Whether a value is a ref of an owner: `[kind:][namespace/]name`, no part of it empty.
    public static boolean isOwner(String value) {
        String text = value.strip();
        boolean kind = false;
        boolean namespace = false;
        int part = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ':' || c == '/') {
                if (part == 0 || namespace || c == ':' && kind) {
                    return false;
                }
                kind |= c == ':';
                namespace = c == '/';
                part = 0;
            } else if (Character.isWhitespace(c)) {
                return false;
            } else {
                part++;
            }
        }
        return part > 0;
    }
}
