package dev.portico.access;

import dev.portico.model.EntityRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A person who is to be erased.
///
/// @param ref of their User
/// @param texts what else they are known by: mail addresses, full names, logins as `@jane`
/// @param pseudonym what stands in their place, as `user:erased/7f3c2a91d04be655`
/// @param dryRun whether only to tell what would be
public record Erasure(EntityRef ref, Set<String> texts, String pseudonym, boolean dryRun) {
    /// A text ends where no further letter of a name follows.
    private static final String END = "(?![A-Za-z0-9_-]|[.][A-Za-z0-9])";

    /// Before a text stands no letter of a name or address, but perhaps the `n` of JSON's `\n`.
    private static final String START = "(?:(?<=\\\\[nrt])|(?<![A-Za-z0-9_.+-]))";

    private static final String QUOTED = "(?<=[\"])%s(?=\\\\?\")";

    public Erasure {
        texts = Set.copyOf(texts);
    }

    /// Matches what names the person within a longer text, in the grammar that Java's and
    /// PostgreSQL's regular expressions have in common; case does not matter.
    public String named() {
        List<String> ways = new ArrayList<>();
        String namespace = literal(ref.namespace());
        String name = literal(ref.name());
        ways.add("user(?::|%3A|/)" + namespace + "(?:/|%2F)" + name + END);
        ways.add(START + namespace + "/user/" + name + END);
        if (ref.namespace().equals("default")) {
            ways.add("user(?::|%3A)" + name + END);
        }
        texts.stream().sorted().forEach(text -> ways.add(START + literal(text) + END));
        return String.join("|", ways);
    }

    /// The same, and their bare name where it is all of a text or of a text in JSON, or stands
    /// behind an `@`.
    public String namedOrBare() {
        String name = literal(ref.name());
        return String.join(
                "|", named(), START + "@" + name + END, "^" + name + "$", QUOTED.formatted(name));
    }

    private static String literal(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints()
                .forEach(
                        c -> {
                            if (!Character.isLetterOrDigit(c) && c < 128) {
                                escaped.append('\\');
                            }
                            escaped.appendCodePoint(c);
                        });
        return escaped.toString();
    }
}
