package dev.portico.template.action;

import dev.portico.platform.json.JsonObject;
import dev.portico.template.Made;
import dev.portico.template.TaskInfo;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// What an action has of the task that runs it.
public interface ActionContext {
    TaskInfo task();

    String stepId();

    /// The same for every attempt of this step (and item of its `each`), and no other.
    String idempotencyKey();

    Workspace workspace();

    /// Adds a line to the log of the step; secrets are masked.
    void log(String message);

    /// Whether nothing outside may be touched.
    boolean dryRun();

    /// When the step before this one that was run was done; empty for the first.
    Optional<Instant> since();

    /// What the action said it waits with, when it was run before and waits.
    Optional<JsonObject> waited();

    /// What people decided on this step so far, the earliest first.
    List<Decision> decisions();

    /// What was called back for this step, the newest; empty while nothing was.
    Optional<JsonObject> callback();

    /// A token that who is asked to do the step may call back with, see
    /// [dev.portico.template.Tasks#callback]. Another one each time, each good until the step has
    /// ended.
    String callbackToken() throws InterruptedException;

    /// Runs an effect once for all attempts of this step: its value is stored before this returns,
    /// and later attempts get that value. A crash between effect and storing runs it again.
    JsonObject once(String key, Callable<JsonObject> effect)
            throws IOException, InterruptedException;

    /// Notes what was made outside, to be linked with the task for ever.
    void made(Made made);

    /// Masks a value in everything the task shows from now on.
    void conceal(String secret);

    Clock clock();
}
