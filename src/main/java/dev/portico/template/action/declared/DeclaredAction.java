package dev.portico.template.action.declared;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.schema.JsonSchema;
import dev.portico.platform.schema.SchemaWords;
import dev.portico.template.action.Action;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.ActionInfo;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.WakeKeys;
import dev.portico.template.action.declared.ActionDocument.Completion;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An action that asks a service of the platform team to do it.
final class DeclaredAction implements Action {
    private static final String EXPIRES = "expires";

    private final ActionDocument document;
    private final ServiceCalls calls;

    DeclaredAction(ActionDocument document, ServiceCalls calls) {
        this.document = document;
        this.calls = calls;
    }

    @Override
    public ActionInfo info() {
        return document.info();
    }

    @Override
    public Outcome run(JsonObject input, ActionContext context)
            throws IOException, InterruptedException {
        if (context.dryRun()) {
            context.log("It would ask " + document.url().getHost() + " to do it.");
            return Outcome.Done.NOTHING;
        }
        Completion completion = document.completion();
        boolean callsBack = completion instanceof Completion.Callback;
        JsonObject first =
                context.once(
                        "request",
                        () -> calls.ask(document, body(input, context, callsBack), context));
        return switch (completion) {
            case Completion.Response _ -> done(first);
            case Completion.Poll poll -> poll(poll, first, context);
            case Completion.Callback callback -> callback(callback, context);
        };
    }

    private JsonObject body(JsonObject input, ActionContext context, boolean callsBack)
            throws InterruptedException {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("action", info().id());
        body.put("task", context.task().id().toString());
        body.put("step", context.stepId());
        body.put("createdBy", context.task().createdBy());
        body.put("input", input.fields());
        if (callsBack) {
            String token = context.callbackToken();
            context.conceal(token);
            body.put(
                    "callback",
                    Map.of(
                            "url",
                            calls.callbackUrl(context.task().id(), context.stepId()),
                            "token",
                            token));
        }
        return JsonObject.of(body);
    }

    private Outcome poll(Completion.Poll poll, JsonObject first, ActionContext context)
            throws InterruptedException {
        Instant expires = expires(poll.timeout(), context);
        Instant next = context.clock().instant().plus(poll.interval());
        JsonObject answer;
        try {
            answer = calls.look(document, poll.url(), first, context);
        } catch (PorticoException e) {
            if (!e.code().retryable()) {
                throw e;
            }
            return waiting(Set.of(), next, expires, "can't be asked: " + e.text());
        }
        Map<String, ?> variables = Map.of("answer", answer.fields());
        if (poll.failed().isPresent() && poll.failed().get().test(variables)) {
            throw failed(answer);
        }
        if (poll.until().test(variables)) {
            return done(answer);
        }
        return waiting(Set.of(), next, expires, "is not done yet.");
    }

    private Outcome callback(Completion.Callback callback, ActionContext context) {
        Instant expires = expires(callback.timeout(), context);
        if (context.callback().isPresent()) {
            JsonObject answer = context.callback().get();
            if (answer.text("error").isPresent()) {
                throw failed(answer);
            }
            return done(answer);
        }
        return waiting(
                Set.of(WakeKeys.callback(context.task().id(), context.stepId())),
                null,
                expires,
                "has not called back yet.");
    }

    private Outcome.Waiting waiting(
            Set<String> keys, @Nullable Instant checkAt, Instant expires, String what) {
        return new Outcome.Waiting(
                JsonObject.EMPTY.with(EXPIRES, expires.toString()),
                keys,
                checkAt,
                expires,
                document.url().getHost() + " " + what);
    }

    private static Instant expires(Duration timeout, ActionContext context) {
        return context.waited()
                .flatMap(state -> state.text(EXPIRES))
                .map(Instant::parse)
                .orElseGet(() -> context.clock().instant().plus(timeout));
    }

    private Outcome done(JsonObject output) {
        List<JsonSchema.Violation> violations = document.output().validate(output.fields());
        if (!violations.isEmpty()) {
            throw new PorticoException(
                    ErrorCode.UNPROCESSABLE,
                    document.url().getHost()
                            + " answered what the output of "
                            + info().id()
                            + " may not be: "
                            + new SchemaWords("the output", info().output())
                                    .tell(violations.getFirst(), output.fields())
                                    .message());
        }
        return new Outcome.Done(output);
    }

    private PorticoException failed(JsonObject answer) {
        String why =
                answer.text("error").or(() -> answer.text("message")).orElse("it does not say why");
        return new PorticoException(
                ErrorCode.UNPROCESSABLE,
                document.url().getHost() + " could not do " + info().id() + ": " + why);
    }
}
