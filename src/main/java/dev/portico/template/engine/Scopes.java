package dev.portico.template.engine;

import dev.portico.platform.json.JsonObject;
import dev.portico.template.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What expressions of one task can see. Used by the thread of the run.
final class Scopes {
    private final Map<String, @Nullable Object> base = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> steps = new LinkedHashMap<>();
    private final Map<String, String> environment;
    private final Map<String, String> environmentSecrets;
    private final JsonObject secrets;
    private final boolean strict;
    private boolean failed;

    /// What is the same for all tasks.
    record Environment(Map<String, String> parameters, Map<String, String> secrets) {}

    Scopes(
            String task,
            JsonObject spec,
            JsonObject secrets,
            Environment environment,
            boolean strict) {
        this.environment = environment.parameters();
        this.environmentSecrets = environment.secrets();
        this.secrets = secrets;
        this.strict = strict;
        base.put("parameters", spec.object("parameters").fields());
        base.put("steps", steps);
        base.put("user", spec.object("user").fields());
        base.put("context", Map.of("task", Map.of("id", task)));
    }

    /// What a step gave; later expressions see it.
    void output(Step step, JsonObject output) {
        steps.put(step.id(), Map.of("output", output.fields()));
    }

    void failed() {
        failed = true;
    }

    boolean hasFailed() {
        return failed;
    }

    /// Without secrets: for conditions and the output of the template.
    Renderer.Scope open(String place) {
        Map<String, @Nullable Object> context = new LinkedHashMap<>(base);
        context.put("environment", Map.of("parameters", environment));
        return new Renderer.Scope(context, failed, strict, place);
    }

    /// With secrets: for inputs and `each`.
    Renderer.Scope secret(String place) {
        Map<String, @Nullable Object> context = new LinkedHashMap<>(base);
        context.put(
                "environment", Map.of("parameters", environment, "secrets", environmentSecrets));
        context.put("secrets", secrets.fields());
        return new Renderer.Scope(context, failed, strict, place);
    }

    /// With secrets and one item of `each`.
    Renderer.Scope item(String place, String key, @Nullable Object value) {
        Renderer.Scope scope = secret(place);
        Map<String, @Nullable Object> each = new LinkedHashMap<>();
        each.put("key", key);
        each.put("value", value);
        scope.context().put("each", each);
        return scope;
    }

    /// As JavaScript decides what is true.
    static boolean truthy(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean bool -> bool;
            case String text -> !text.isEmpty();
            case Number number -> number.doubleValue() != 0 && !Double.isNaN(number.doubleValue());
            // unlike JavaScript, as Backstage treats conditions
            case List<?> list -> !list.isEmpty();
            default -> true;
        };
    }
}
