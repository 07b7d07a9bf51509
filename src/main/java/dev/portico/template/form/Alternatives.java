package dev.portico.template.form;

import dev.portico.platform.schema.JsonSchema.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A validator reports the violations of every branch of `oneOf` and `anyOf`; a person wants those
/// of the branch they are in. That is the one whose `const` and `enum` fit, as forms choose their
/// branches by the value of a field.
public final class Alternatives {
    private static final Set<String> KEYED =
            Set.of(
                    "properties",
                    "patternProperties",
                    "definitions",
                    "$defs",
                    "dependencies",
                    "dependentSchemas");

    private Alternatives() {}

    /// What is left to tell.
    public sealed interface Told {
        /// One violation as it is.
        record Plain(Violation violation) implements Told {}

        /// None of the branches fits, or more than one, and nobody can say which is meant.
        ///
        /// @param way to the `oneOf` or `anyOf`
        /// @param pointer of the value
        record NoBranch(String way, String pointer, List<Violation> violations) implements Told {}
    }

    public static List<Told> sort(List<Violation> violations) {
        return sort(violations, 0);
    }

    private static List<Told> sort(List<Violation> violations, int from) {
        Map<String, List<Violation>> groups = new LinkedHashMap<>();
        List<Told> told = new ArrayList<>();
        for (Violation violation : violations) {
            @Nullable String choice = choice(violation.way(), from);
            if (choice == null) {
                told.add(new Told.Plain(violation));
            } else {
                groups.computeIfAbsent(choice, _ -> new ArrayList<>()).add(violation);
            }
        }
        groups.forEach((choice, group) -> told.addAll(choose(choice, group)));
        return told;
    }

    private static List<Told> choose(String choice, List<Violation> group) {
        Map<String, List<Violation>> branches = new LinkedHashMap<>();
        String pointer = group.getFirst().pointer();
        for (Violation violation : group) {
            if (violation.pointer().length() < pointer.length()) {
                pointer = violation.pointer();
            }
            String rest = violation.way().substring(choice.length());
            if (!rest.isEmpty()) {
                branches.computeIfAbsent(rest.split("/")[1], _ -> new ArrayList<>()).add(violation);
            }
        }
        List<Map.Entry<String, List<Violation>>> meant =
                branches.entrySet().stream()
                        .filter(
                                branch ->
                                        branch.getValue().stream()
                                                .noneMatch(Alternatives::saysWhichBranch))
                        .toList();
        boolean keyed = meant.size() < branches.size() || branches.size() == 1;
        if (meant.size() == 1 && keyed) {
            Map.Entry<String, List<Violation>> branch = meant.getFirst();
            return sort(branch.getValue(), choice.length() + 1 + branch.getKey().length());
        }
        return List.of(new Told.NoBranch(choice, pointer, group));
    }

    private static boolean saysWhichBranch(Violation violation) {
        return violation.keyword().equals("const") || violation.keyword().equals("enum");
    }

    /// The way to the first `oneOf` or `anyOf` behind an index; null when there is none.
    private static @Nullable String choice(String way, int from) {
        int at = from;
        boolean name = false;
        while (at < way.length()) {
            int end = way.indexOf('/', at + 1);
            end = end < 0 ? way.length() : end;
            String token = way.substring(at + 1, end);
            if (!name && (token.equals("oneOf") || token.equals("anyOf"))) {
                return way.substring(0, end);
            }
            name = !name && KEYED.contains(token);
            at = end;
        }
        return null;
    }
}
