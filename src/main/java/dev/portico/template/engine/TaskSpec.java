package dev.portico.template.engine;

import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import dev.portico.template.Step;
import dev.portico.template.TaskInfo;
import dev.portico.template.TemplateDefinition;
import dev.portico.template.store.TaskRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a task is made from, in Backstage's form, and back. Pure.
final class TaskSpec {
    private static final String TIMEOUT = "portico.dev/timeout";
    private static final String RETRY = "portico.dev/retry";
    private static final String PERMISSIONS = "backstage:permissions";

    private TaskSpec() {}

    /// @param user entity of who runs it; empty when there is none
    static JsonObject write(
            TemplateDefinition template, JsonObject values, String userRef, JsonObject user) {
        Map<String, @Nullable Object> spec = new LinkedHashMap<>();
        spec.put("apiVersion", template.entity().text("apiVersion").orElse(""));
        spec.put("steps", template.steps().stream().map(TaskSpec::write).toList());
        spec.put("output", template.output());
        spec.put("parameters", values);
        Map<String, @Nullable Object> who = new LinkedHashMap<>();
        if (!user.isEmpty()) {
            who.put("entity", user);
        }
        who.put("ref", userRef);
        spec.put("user", who);
        Map<String, @Nullable Object> info = new LinkedHashMap<>();
        if (template.ref() != null) {
            info.put("entityRef", template.ref().toString());
        }
        if (template.baseUrl() != null) {
            info.put("baseUrl", template.baseUrl());
        }
        info.put("entity", Map.of("metadata", template.entity().object("metadata")));
        spec.put("templateInfo", info);
        return JsonObject.of(spec);
    }

    private static Map<String, @Nullable Object> write(Step step) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", step.id());
        json.put("name", step.name());
        json.put("action", step.action());
        json.put("input", step.input());
        if (step.condition() != null) {
            json.put("if", step.condition());
        }
        if (step.each() != null) {
            json.put("each", step.each());
        }
        if (step.timeout() != null) {
            json.put(TIMEOUT, step.timeout().toString());
        }
        if (!step.retry().equals(Step.Retry.NONE)) {
            json.put(
                    RETRY,
                    Map.of(
                            "attempts",
                            step.retry().attempts(),
                            "backoff",
                            step.retry().backoff().toString()));
        }
        if (!step.tags().isEmpty()) {
            json.put(PERMISSIONS, Map.of("tags", step.tags()));
        }
        return json;
    }

    static List<Step> steps(JsonObject spec) {
        List<Step> steps = new ArrayList<>();
        for (JsonObject step : spec.objects("steps")) {
            JsonObject retry = step.object(RETRY);
            steps.add(
                    new Step(
                            step.text("id").orElse(""),
                            step.text("name").orElse(""),
                            step.text("action").orElse(""),
                            step.object("input"),
                            step.value("if"),
                            step.value("each"),
                            step.text(TIMEOUT).map(Duration::parse).orElse(null),
                            retry.value("attempts") instanceof Number attempts
                                    ? new Step.Retry(
                                            attempts.intValue(),
                                            Duration.parse(retry.text("backoff").orElse("PT1S")))
                                    : Step.Retry.NONE,
                            step.object(PERMISSIONS).texts("tags")));
        }
        return steps;
    }

    static TaskInfo info(TaskRow row, JsonObject spec) {
        return new TaskInfo(
                row.id(),
                row.template() == null ? null : EntityRef.parse(row.template()),
                row.baseUrl(),
                row.commit(),
                row.createdBy(),
                spec.object("parameters"),
                spec.object("user").object("entity"));
    }
}
