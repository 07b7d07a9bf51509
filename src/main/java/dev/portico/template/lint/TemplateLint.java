package dev.portico.template.lint;

import dev.portico.catalog.KindLint;
import dev.portico.platform.Digest;
import dev.portico.platform.Nearest;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.platform.schema.JsonSchema;
import dev.portico.platform.schema.SchemaWords;
import dev.portico.template.Vocabulary.ActionDoc;
import dev.portico.template.action.TimeSpan;
import dev.portico.template.form.FormSchema;
import dev.portico.template.form.TemplateReader;
import dev.portico.template.lint.ExpressionLint.Place;
import dev.portico.template.lint.ExpressionLint.StepName;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Says of a template what would fail, or do nothing, when it is run.
public final class TemplateLint implements KindLint {
    private final Supplier<List<ActionDoc>> actions;
    private final Expressions expressions;
    private volatile Judged last = new Judged(List.of(), Map.of(), Map.of(), "");

    /// What was judged by last: making a version anew is worth it only when something changed.
    private record Judged(
            List<ActionDoc> actions,
            Map<String, ActionDoc> byId,
            Map<String, Optional<JsonSchema>> inputs,
            String version) {
        Optional<JsonSchema> input(ActionDoc action) {
            return inputs.computeIfAbsent(
                    action.id(),
                    _ -> Optional.ofNullable(JsonSchema.compileForm(action.input()).schema()));
        }
    }

    /// @param actions those there are at the moment
    /// @param filters names of filters beyond those of the language
    public TemplateLint(Supplier<List<ActionDoc>> actions, Set<String> filters) {
        this.actions = actions;
        this.expressions = new LanguageExpressions(filters);
    }

    @Override
    public String kind() {
        return "Template";
    }

    @Override
    public String version() {
        return now().version();
    }

    private Judged now() {
        List<ActionDoc> current = actions.get();
        Judged judged = last;
        if (!current.equals(judged.actions())) {
            Map<String, ActionDoc> byId =
                    current.stream()
                            .collect(
                                    Collectors.toMap(
                                            ActionDoc::id,
                                            action -> action,
                                            (first, _) -> first,
                                            LinkedHashMap::new));
            String all =
                    current.stream()
                            .map(each -> each.id() + each.input().hash() + each.output().hash())
                            .collect(Collectors.joining());
            judged =
                    new Judged(
                            current,
                            byId,
                            new ConcurrentHashMap<>(),
                            Digest.sha256(all.getBytes(StandardCharsets.UTF_8)));
            last = judged;
        }
        return judged;
    }

    @Override
    public List<Remark> check(JsonObject document) {
        JsonObject spec = document.object("spec");
        Judged judged = now();
        Map<String, ActionDoc> known = judged.byId();
        Remarks remarks = new Remarks();
        forms(spec, remarks);
        List<JsonObject> steps = spec.objects("steps");
        Map<String, StepName> names = names(steps, known, remarks);
        ExpressionLint uses = new ExpressionLint(expressions, FormFields.of(spec), names, remarks);
        InputLint inputs = new InputLint(judged::input, remarks);
        for (int i = 0; i < steps.size(); i++) {
            JsonObject step = steps.get(i);
            String pointer = "/spec/steps/" + i;
            action(step, pointer, known, inputs, remarks);
            times(step, pointer, remarks);
            conditions(step, pointer, remarks);
            boolean each = step.has("each");
            uses.walk(step.value("input"), new Place(pointer + "/input", i, true, each));
            uses.walk(step.value("if"), new Place(pointer + "/if", i, each, each));
            uses.walk(step.value("each"), new Place(pointer + "/each", i, true, false));
        }
        uses.walk(spec.value("output"), new Place("/spec/output", steps.size(), false, false));
        uses.unused();
        return remarks.all();
    }

    private static void forms(JsonObject spec, Remarks remarks) {
        boolean list = spec.value("parameters") instanceof List<?>;
        int number = 0;
        for (JsonObject page : TemplateReader.pages(spec)) {
            form(page, "/spec/parameters" + (list ? "/" + number++ : ""), remarks);
        }
        form(spec.object("secrets").object("schema"), "/spec/secrets/schema", remarks);
    }

    private static void form(JsonObject schema, String pointer, Remarks remarks) {
        for (JsonSchema.Violation violation : FormSchema.of(schema).problems()) {
            remarks.add(
                    "bad-form",
                    "What stands at "
                            + SchemaWords.fieldName(violation.pointer())
                            + " of the form is no JSON Schema and counts for nothing: "
                            + violation.message()
                            + ".",
                    pointer + violation.pointer(),
                    JsonValues.at(schema.fields(), violation.pointer()));
        }
    }

    private static Map<String, StepName> names(
            List<JsonObject> steps, Map<String, ActionDoc> known, Remarks remarks) {
        Map<String, StepName> names = new LinkedHashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            String id = TemplateReader.id(steps.get(i), i);
            @Nullable ActionDoc action = known.get(steps.get(i).text("action").orElse(""));
            @Nullable StepName twin = names.putIfAbsent(id, new StepName(i, action));
            if (twin != null) {
                remarks.add(
                        "duplicate-step",
                        "The steps "
                                + (twin.number() + 1)
                                + " and "
                                + (i + 1)
                                + " have the same id '"
                                + id
                                + "', so the output of one of them can't be reached.",
                        "/spec/steps/" + i + "/id",
                        id);
            }
        }
        return names;
    }

    private static void action(
            JsonObject step,
            String pointer,
            Map<String, ActionDoc> known,
            InputLint inputs,
            Remarks remarks) {
        String id = step.text("action").orElse("");
        @Nullable ActionDoc action = known.get(id);
        if (action != null) {
            inputs.check(action, step.object("input"), pointer + "/input");
            return;
        }
        String hint =
                Nearest.of(id, known.keySet())
                        .map(near -> " Did you mean " + near + "?")
                        .orElse("");
        remarks.add(
                "unknown-action",
                "There is no action '" + id + "'." + hint,
                pointer + "/action",
                id);
    }

    private static void times(JsonObject step, String pointer, Remarks remarks) {
        told(
                "bad-timeout",
                pointer + '/' + JsonValues.pointerToken(TemplateReader.TIMEOUT),
                step.value(TemplateReader.TIMEOUT),
                remarks,
                () -> {
                    if (step.has(TemplateReader.TIMEOUT)) {
                        TimeSpan.parse(
                                JsonValues.scalarText(step.value(TemplateReader.TIMEOUT)),
                                TemplateReader.TIMEOUT);
                    }
                });
        told(
                "bad-retry",
                pointer + '/' + JsonValues.pointerToken(TemplateReader.RETRY),
                step.value(TemplateReader.RETRY),
                remarks,
                () -> TemplateReader.retry(step, TemplateReader.RETRY));
    }

    private static void told(
            String code, String pointer, @Nullable Object found, Remarks remarks, Runnable check) {
        try {
            check.run();
        } catch (PorticoException e) {
            remarks.add(code, e.text(), pointer, found);
        }
    }

    private static void conditions(JsonObject step, String pointer, Remarks remarks) {
        step.text("if").ifPresent(text -> condition(text, pointer + "/if", remarks));
        @Nullable Object each = step.value("each");
        boolean isList =
                each instanceof List<?>
                        || each instanceof Map<?, ?>
                        || each instanceof String text && InputLint.isRendered(text);
        if (step.has("each") && !isList) {
            remarks.add(
                    "each-not-a-list",
                    "The value of each must be a list or a mapping, or an expression that gives"
                            + " one, as ${{ parameters.names }}.",
                    pointer + "/each",
                    each);
        }
    }

    /// A text that is not empty is true, whatever it says.
    private static void condition(String text, String pointer, Remarks remarks) {
        if (!InputLint.isRendered(text)) {
            if (!text.isEmpty()) {
                remarks.add(
                        "constant-condition",
                        "The condition has no expression, so it is always true; write it as ${{ "
                                + text.strip()
                                + " }}.",
                        pointer,
                        text);
            }
        } else if (!text.contains("{%") && !isOneExpression(text)) {
            remarks.add(
                    "constant-condition",
                    "Text stands beside the expression of the condition, so it is always true; put"
                            + " everything inside ${{ }}.",
                    pointer,
                    text);
        }
    }

    private static boolean isOneExpression(String text) {
        return text.startsWith("${{") && text.endsWith("}}") && text.lastIndexOf("${{") == 0;
    }
}
