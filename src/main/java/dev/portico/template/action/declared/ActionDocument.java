package dev.portico.template.action.declared;

import dev.portico.model.Entity;
import dev.portico.platform.PorticoException;
import dev.portico.platform.cel.CelCompiler;
import dev.portico.platform.cel.CelExpression;
import dev.portico.platform.cel.CelType;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.schema.JsonSchema;
import dev.portico.template.action.ActionInfo;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TimeSpan;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An Action document that was read.
///
/// @param ref of its entity, for messages
/// @param output schema that what it answers must fit
/// @param signedWith name of a secret; null for unsigned
record ActionDocument(
        String ref,
        ActionInfo info,
        JsonSchema output,
        URI url,
        String method,
        Map<String, String> headers,
        Duration timeout,
        @Nullable String signedWith,
        Completion completion) {
    private static final JsonObject ANYTHING = JsonObject.of(Map.of("type", "object"));
    private static final CelCompiler COMPILER = new CelCompiler(Map.of("answer", CelType.MAP));

    ActionDocument {
        headers = Map.copyOf(headers);
    }

    /// When it is done.
    sealed interface Completion {
        /// With the answer.
        record Response() implements Completion {}

        /// When an answer that is asked for again and again says so.
        ///
        /// @param url with `{field}` for fields of the first answer
        record Poll(
                String url,
                Duration interval,
                CelExpression until,
                Optional<CelExpression> failed,
                Duration timeout)
                implements Completion {}

        /// When the service calls back.
        record Callback(Duration timeout) implements Completion {}
    }

    /// What templates call it, also when the rest of the document can't be used.
    static String id(Entity entity) {
        return entity.spec().text("id").orElse("");
    }

    /// INVALID_INPUT, naming the field, for what the kind's schema can't tell.
    static ActionDocument read(Entity entity) {
        JsonObject spec = entity.spec();
        JsonObject request = spec.object("request");
        JsonObject input = schema(spec, "input");
        JsonObject output = schema(spec, "output");
        compiled(input, "spec.input");
        Map<String, String> headers = new LinkedHashMap<>();
        request.object("headers")
                .fields()
                .forEach((name, value) -> headers.put(name, String.valueOf(value)));
        boolean idempotent = spec.text("repeat").orElse("unsafe").equals("idempotent");
        return new ActionDocument(
                entity.ref().toString(),
                new ActionInfo(
                        id(entity),
                        List.of(),
                        spec.text("description")
                                .or(() -> entity.metadata().text("description"))
                                .orElse(""),
                        input,
                        output,
                        idempotent ? Repeat.IDEMPOTENT : Repeat.UNSAFE,
                        true,
                        List.of()),
                compiled(output, "spec.output"),
                uri(request.text("url").orElse("")),
                request.text("method").orElse("POST"),
                headers,
                span(request, "timeout", "30s", "spec.request.timeout"),
                request.text("signedWith").orElse(null),
                completion(spec.object("completion")));
    }

    private static JsonObject schema(JsonObject spec, String field) {
        return spec.has(field) ? spec.object(field) : ANYTHING;
    }

    private static JsonSchema compiled(JsonObject schema, String field) {
        JsonSchema.Compiled compiled = JsonSchema.compileForm(schema);
        if (compiled.schema() == null) {
            throw PorticoException.invalid(
                    field + " is no JSON Schema: " + compiled.violations().getFirst().message());
        }
        return compiled.schema();
    }

    private static URI uri(String text) {
        try {
            URI url = URI.create(text);
            if (url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException _) {
            // told below
        }
        throw PorticoException.invalid("spec.request.url '" + text + "' is no address.");
    }

    private static Completion completion(JsonObject completion) {
        String by = completion.text("by").orElse("response");
        if (by.equals("response")) {
            return new Completion.Response();
        }
        Duration timeout = span(completion, "timeout", "1d", "spec.completion.timeout");
        if (by.equals("callback")) {
            return new Completion.Callback(timeout);
        }
        String url = completion.text("url").orElse("");
        if (url.isEmpty() || !completion.has("until")) {
            throw PorticoException.invalid(
                    "spec.completion polls, so it needs url and until; see the kind Action.");
        }
        return new Completion.Poll(
                url,
                span(completion, "interval", "10s", "spec.completion.interval"),
                COMPILER.compile(completion.text("until").orElse(""), CelType.BOOL),
                completion.text("failed").map(it -> COMPILER.compile(it, CelType.BOOL)),
                timeout);
    }

    private static Duration span(JsonObject in, String key, String usual, String field) {
        return TimeSpan.parse(in.text(key).orElse(usual), field);
    }
}
