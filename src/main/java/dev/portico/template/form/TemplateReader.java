package dev.portico.template.form;

import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.template.Step;
import dev.portico.template.TemplateDefinition;
import dev.portico.template.action.TimeSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads a template from its entity. What is wrong with it as a whole is INVALID_INPUT.
public final class TemplateReader {
    /// The only version there is.
    public static final String API_VERSION = "scaffolder.backstage.io/v1beta3";

    public static final String TIMEOUT = "portico.dev/timeout";
    public static final String RETRY = "portico.dev/retry";

    private static final String STRICT = "portico.dev/strict-expressions";
    private static final int MAX_ATTEMPTS = 100;

    private TemplateReader() {}

    /// @param ref null for a template that is not registered
    /// @param commit null when it is not known
    public static TemplateDefinition read(
            Entity entity, @Nullable EntityRef ref, @Nullable String commit) {
        requireTemplate(entity);
        JsonObject spec = entity.spec();
        return new TemplateDefinition(
                ref,
                entity.metadata().text("title").orElse(entity.name()),
                pages(spec),
                spec.object("secrets").object("schema"),
                steps(spec),
                spec.object("output"),
                baseUrl(entity),
                commit,
                entity.annotation(STRICT).filter("true"::equals).isPresent(),
                entity.json());
    }

    private static void requireTemplate(Entity entity) {
        if (!entity.kind().equalsIgnoreCase("Template")) {
            throw PorticoException.invalid(
                    "The entity "
                            + entity.name()
                            + " is no Template but a "
                            + (entity.kind().isEmpty() ? "document without a kind" : entity.kind())
                            + ".");
        }
        if (!entity.apiVersion().equals(API_VERSION)) {
            throw PorticoException.invalid(
                    "The template "
                            + entity.name()
                            + " has the version '"
                            + entity.apiVersion()
                            + "'; it must be "
                            + API_VERSION
                            + ".");
        }
    }

    /// The pages of the form: one schema or a list of them.
    public static List<JsonObject> pages(JsonObject spec) {
        if (spec.value("parameters") instanceof Map<?, ?>) {
            return List.of(spec.object("parameters"));
        }
        return spec.objects("parameters");
    }

    private static List<Step> steps(JsonObject spec) {
        if (!(spec.value("steps") instanceof List<?> list)) {
            throw PorticoException.invalid("The field spec.steps must be a list of steps.");
        }
        List<Step> steps = new ArrayList<>(list.size());
        for (@Nullable Object element : list) {
            String field = "spec.steps[" + steps.size() + "]";
            if (!(element instanceof Map<?, ?> fields)) {
                throw PorticoException.invalid("The value of " + field + " must be a mapping.");
            }
            steps.add(step(JsonObject.of(fields), steps.size(), field));
        }
        return steps;
    }

    private static Step step(JsonObject json, int number, String field) {
        String action =
                json.text("action")
                        .filter(text -> !text.isBlank())
                        .orElseThrow(
                                () ->
                                        PorticoException.invalid(
                                                "The field "
                                                        + field
                                                        + ".action is missing; it names what the step does."));
        return new Step(
                id(json, number),
                json.text("name").filter(text -> !text.isEmpty()).orElse(action),
                action,
                json.object("input"),
                condition(json, field),
                json.value("each"),
                json.has(TIMEOUT)
                        ? TimeSpan.parse(
                                JsonValues.scalarText(json.value(TIMEOUT)), field + '.' + TIMEOUT)
                        : null,
                retry(json, field + '.' + RETRY),
                json.object("backstage:permissions").texts("tags"));
    }

    /// The id of a step, as [Step] says.
    public static String id(JsonObject step, int number) {
        return step.text("id").filter(text -> !text.isEmpty()).orElse("step-" + (number + 1));
    }

    private static @Nullable Object condition(JsonObject json, String field) {
        @Nullable Object condition = json.value("if");
        if (condition == null || condition instanceof String || condition instanceof Boolean) {
            return condition;
        }
        throw PorticoException.invalid(
                "The value of " + field + ".if must be a text to render or true or false.");
    }

    /// What a step says of retrying; INVALID_INPUT names the field.
    public static Step.Retry retry(JsonObject step, String field) {
        if (!step.has(RETRY)) {
            return Step.Retry.NONE;
        }
        if (!(step.value(RETRY) instanceof Map<?, ?>)) {
            throw PorticoException.invalid(
                    "The value of " + field + " must be as {attempts: 3, backoff: 5s}.");
        }
        JsonObject retry = step.object(RETRY);
        int attempts = Step.Retry.NONE.attempts();
        if (retry.has("attempts")) {
            if (!(retry.value("attempts") instanceof Long number)
                    || number < 1
                    || number > MAX_ATTEMPTS) {
                throw PorticoException.invalid(
                        "The value of "
                                + field
                                + ".attempts must be a whole number from 1 to "
                                + MAX_ATTEMPTS
                                + ".");
            }
            attempts = number.intValue();
        }
        Duration backoff =
                retry.has("backoff")
                        ? TimeSpan.parse(
                                JsonValues.scalarText(retry.value("backoff")), field + ".backoff")
                        : Step.Retry.NONE.backoff();
        return new Step.Retry(attempts, backoff);
    }

    /// The folder of the template: where its source lies, else of the file it was read from.
    private static @Nullable String baseUrl(Entity entity) {
        Optional<String> location =
                entity.annotation("backstage.io/source-location")
                        .or(() -> entity.annotation("backstage.io/managed-by-location"));
        return location.map(TemplateReader::folder).orElse(null);
    }

    private static @Nullable String folder(String location) {
        String url;
        if (location.startsWith("url:")) {
            url = location.substring("url:".length());
        } else if (location.startsWith("file:") && !location.startsWith("file://")) {
            url = "file://" + location.substring("file:".length());
        } else {
            url = location;
        }
        int slash = url.lastIndexOf('/');
        int root = url.indexOf("://") + "://".length();
        return slash >= root ? url.substring(0, slash + 1) : null;
    }
}
