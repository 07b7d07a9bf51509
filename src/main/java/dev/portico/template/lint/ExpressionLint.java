package dev.portico.template.lint;

import dev.portico.platform.Nearest;
import dev.portico.platform.json.JsonValues;
import dev.portico.template.Vocabulary.ActionDoc;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Looks at what the expressions of one template name.
final class ExpressionLint {
    private final Expressions expressions;
    private final FormFields fields;
    private final Map<String, StepName> steps;
    private final Remarks remarks;
    private final Set<String> used = new HashSet<>();
    private boolean usesAll;

    /// @param number from 0
    /// @param action null when it is not known
    record StepName(int number, @Nullable ActionDoc action) {}

    /// Where an expression stands.
    ///
    /// @param step number of its step; that behind the last for the output
    /// @param secrets whether it sees secrets
    /// @param each whether it sees the item of a loop
    record Place(String pointer, int step, boolean secrets, boolean each) {
        Place below(Object key) {
            return new Place(
                    pointer + '/' + JsonValues.pointerToken(String.valueOf(key)),
                    step,
                    secrets,
                    each);
        }
    }

    ExpressionLint(
            Expressions expressions,
            FormFields fields,
            Map<String, StepName> steps,
            Remarks remarks) {
        this.expressions = expressions;
        this.fields = fields;
        this.steps = new LinkedHashMap<>(steps);
        this.remarks = remarks;
    }

    /// Every text in a value.
    void walk(@Nullable Object value, Place place) {
        switch (value) {
            case String text -> text(text, place);
            case Map<?, ?> map -> map.forEach((key, member) -> walk(member, place.below(key)));
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    walk(list.get(i), place.below(i));
                }
            }
            case null, default -> {}
        }
    }

    private void text(String text, Place place) {
        Expressions.Reading reading = expressions.read(text);
        if (reading.error() != null) {
            remarks.add(
                    "expression-syntax",
                    "The expression can't be read, so the text stays as it is: " + reading.error(),
                    place.pointer(),
                    text);
        }
        for (Expressions.Missing missing : reading.unknown()) {
            remarks.add(
                    "unknown-" + missing.kind(),
                    "There is no " + missing.kind() + " '" + missing.name() + "'.",
                    place.pointer(),
                    text);
        }
        reading.paths().forEach(path -> path(path, text, place));
    }

    private void path(Expressions.Path path, String text, Place place) {
        List<String> segments = path.segments();
        @Nullable String second = segments.size() > 1 ? segments.get(1) : null;
        switch (segments.getFirst()) {
            case "parameters" -> parameter(second, path.guarded(), text, place);
            case "steps" -> {
                if (!path.guarded()) {
                    step(segments, text, place);
                }
            }
            case "secrets" -> secret(second, text, place);
            case "each" -> {
                if (!place.each()) {
                    remarks.add(
                            "each-outside",
                            "There is no item here; only a step with each has one.",
                            place.pointer(),
                            text);
                }
            }
            default -> {}
        }
    }

    private void parameter(@Nullable String name, boolean guarded, String text, Place place) {
        if (name == null) {
            usesAll = true;
            return;
        }
        used.add(name);
        if (!guarded && !fields.isOpen() && !fields.parameters().containsKey(name)) {
            remarks.add(
                    "unknown-parameter",
                    "The form has no parameter '" + name + "'." + near(name),
                    place.pointer(),
                    text);
        }
    }

    private String near(String name) {
        return Nearest.of(name, fields.parameters().keySet())
                .map(found -> " Did you mean " + found + "?")
                .orElse("");
    }

    private void step(List<String> path, String text, Place place) {
        if (path.size() < 2) {
            return;
        }
        String id = path.get(1);
        @Nullable StepName step = steps.get(id);
        if (step == null) {
            remarks.add(
                    "unknown-step",
                    "There is no step '" + id + "'." + dashed(id),
                    place.pointer(),
                    text);
        } else if (step.number() >= place.step()) {
            remarks.add(
                    "step-too-early",
                    "The step '"
                            + id
                            + "' has not run yet here; it is number "
                            + (step.number() + 1)
                            + ".",
                    place.pointer(),
                    text);
        } else {
            output(id, step, path, text, place);
        }
    }

    private String dashed(String id) {
        return steps.keySet().stream()
                .filter(known -> known.startsWith(id + "-"))
                .findFirst()
                .map(known -> " A name with a dash must be written steps['" + known + "'].")
                .or(
                        () ->
                                Nearest.of(id, steps.keySet())
                                        .map(known -> " Did you mean " + known + "?"))
                .orElse("");
    }

    private void output(String id, StepName step, List<String> path, String text, Place place) {
        if (path.size() > 2 && !path.get(2).equals("output")) {
            remarks.add(
                    "unknown-output",
                    "A step has only its output, as steps."
                            + id
                            + ".output, no "
                            + path.get(2)
                            + ".",
                    place.pointer(),
                    text);
        } else if (path.size() > 3 && step.action() != null) {
            Set<String> known = step.action().output().object("properties").fields().keySet();
            boolean open = known.isEmpty() || step.action().output().has("additionalProperties");
            if (!open && !known.contains(path.get(3))) {
                remarks.add(
                        "unknown-output",
                        "The action "
                                + step.action().id()
                                + " of the step '"
                                + id
                                + "' has no output '"
                                + path.get(3)
                                + "'; there are: "
                                + String.join(", ", known)
                                + ".",
                        place.pointer(),
                        text);
            }
        }
    }

    private void secret(@Nullable String name, String text, Place place) {
        if (!place.secrets()) {
            remarks.add(
                    "no-secrets-here",
                    "There are no secrets here, only in the input and each of a step.",
                    place.pointer(),
                    text);
        } else if (name != null && !fields.secrets().contains(name)) {
            remarks.add(
                    "unknown-secret",
                    "The template asks for no secret '"
                            + name
                            + "'; name it in spec.secrets.schema or as a secretsKey in the form.",
                    place.pointer(),
                    text);
        }
    }

    /// After everything else was looked at.
    void unused() {
        if (usesAll) {
            return;
        }
        Optional.of(fields.parameters()).stream()
                .flatMap(all -> all.entrySet().stream())
                .filter(entry -> !used.contains(entry.getKey()))
                .filter(entry -> !fields.decides(entry.getKey()))
                .forEach(
                        entry ->
                                remarks.add(
                                        "unused-parameter",
                                        "The parameter '"
                                                + entry.getKey()
                                                + "' is asked for but never used.",
                                        entry.getValue(),
                                        entry.getKey()));
    }
}
