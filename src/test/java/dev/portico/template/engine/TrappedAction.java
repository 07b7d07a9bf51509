package dev.portico.template.engine;

import dev.portico.platform.json.JsonObject;
import dev.portico.template.Made;
import dev.portico.template.TaskInfo;
import dev.portico.template.action.Action;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.ActionInfo;
import dev.portico.template.action.Decision;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.Workspace;
import dev.portico.test.Trap;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// An action whose program can die wherever the engine is about to store what it did: after the
/// effect of a `once`, before what it made is linked, after it returned.
record TrappedAction(Action action, Trap trap, AtomicInteger runs) implements Action {
    @Override
    public ActionInfo info() {
        return action.info();
    }

    @Override
    public Outcome run(JsonObject input, ActionContext context)
            throws IOException, InterruptedException {
        runs.incrementAndGet();
        Outcome outcome = action.run(input, new Context(context, trap));
        trap.asked();
        passOn(trap, "returned");
        return outcome;
    }

    @Override
    public Repeat repeat(JsonObject input) {
        return action.repeat(input);
    }

    @Override
    public Optional<JsonObject> probe(JsonObject input, ActionContext context)
            throws IOException, InterruptedException {
        return action.probe(input, context);
    }

    /// A dead program does nothing more.
    static void passOn(Trap trap, String event) throws InterruptedException {
        if (!trap.happened(event)) {
            new CountDownLatch(1).await();
        }
    }

    private record Context(ActionContext context, Trap trap) implements ActionContext {
        @Override
        public JsonObject once(String key, Callable<JsonObject> effect)
                throws IOException, InterruptedException {
            return context.once(
                    key,
                    () -> {
                        JsonObject value = effect.call();
                        passOn(trap, "once " + key);
                        return value;
                    });
        }

        @Override
        public void made(Made made) {
            try {
                passOn(trap, "made " + made.type());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            context.made(made);
        }

        @Override
        public TaskInfo task() {
            return context.task();
        }

        @Override
        public String stepId() {
            return context.stepId();
        }

        @Override
        public String idempotencyKey() {
            return context.idempotencyKey();
        }

        @Override
        public Workspace workspace() {
            return context.workspace();
        }

        @Override
        public void log(String message) {
            context.log(message);
        }

        @Override
        public boolean dryRun() {
            return context.dryRun();
        }

        @Override
        public Optional<JsonObject> waited() {
            return context.waited();
        }

        @Override
        public List<Decision> decisions() {
            return context.decisions();
        }

        @Override
        public Optional<JsonObject> callback() {
            return context.callback();
        }

        @Override
        public String callbackToken() throws InterruptedException {
            return context.callbackToken();
        }

        @Override
        public void conceal(String secret) {
            context.conceal(secret);
        }

        @Override
        public Optional<Instant> since() {
            return context.since();
        }

        @Override
        public Clock clock() {
            return context.clock();
        }
    }
}
