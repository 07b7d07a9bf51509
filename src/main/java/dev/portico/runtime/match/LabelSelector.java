package dev.portico.runtime.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A selector of labels in the syntax of Kubernetes: `app=orders,tier!=test,env in (a, b),!legacy`.
/// All requirements must hold; `!=` and `notin` hold also where there is no such label.
///
/// @param text as written
public record LabelSelector(String text, List<Requirement> requirements) {
    private static final Pattern SET =
            Pattern.compile("([^\\s!=(),]+)\\s+(in|notin)\\s*\\(([^()]*)\\)");
    private static final Pattern EQUALITY =
            Pattern.compile("([^\\s!=(),]+)\\s*(==|!=|=)\\s*([^\\s!=(),]*)");
    private static final Pattern EXISTS = Pattern.compile("(!?)\\s*([^\\s!=(),]+)");

    public LabelSelector {
        requirements = List.copyOf(requirements);
    }

    /// What a selector asks of one label.
    ///
    /// @param wanted whether the label must have one of the values, or must not
    /// @param values none: any
    public record Requirement(String key, boolean wanted, List<String> values) {
        public Requirement {
            values = List.copyOf(values);
        }

        boolean test(Map<String, String> labels) {
            String value = labels.get(key);
            boolean has = value != null && (values.isEmpty() || values.contains(value));
            return has == wanted;
        }
    }

    /// Empty when it is none, or has no requirement: that would select everything.
    public static Optional<LabelSelector> parse(String text) {
        List<Requirement> requirements = new ArrayList<>();
        for (String part : text.split(",(?![^(]*\\))", -1)) {
            Optional<Requirement> requirement = requirement(part.trim());
            if (requirement.isEmpty()) {
                return Optional.empty();
            }
            requirements.add(requirement.get());
        }
        return Optional.of(new LabelSelector(text, requirements));
    }

    private static Optional<Requirement> requirement(String part) {
        Matcher set = SET.matcher(part);
        if (set.matches()) {
            List<String> values = Arrays.stream(set.group(3).split(",")).map(String::trim).toList();
            return Optional.of(new Requirement(set.group(1), set.group(2).equals("in"), values));
        }
        Matcher equality = EQUALITY.matcher(part);
        if (equality.matches()) {
            boolean wanted = !equality.group(2).equals("!=");
            return Optional.of(
                    new Requirement(equality.group(1), wanted, List.of(equality.group(3))));
        }
        Matcher exists = EXISTS.matcher(part);
        return exists.matches()
                ? Optional.of(
                        new Requirement(exists.group(2), exists.group(1).isEmpty(), List.of()))
                : Optional.empty();
    }

    public boolean test(Map<String, String> labels) {
        for (Requirement requirement : requirements) {
            if (!requirement.test(labels)) {
                return false;
            }
        }
        return true;
    }
}
