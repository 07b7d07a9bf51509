package dev.portico.template.action;

import dev.portico.platform.json.JsonObject;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What came of running an action.
public sealed interface Outcome {
    /// It is done.
    record Done(JsonObject output) implements Outcome {
        public static final Done NOTHING = new Done(JsonObject.EMPTY);
    }

    /// It waits for something outside; meanwhile the task holds no thread. It is run again when
    /// one of the keys is woken (see [WakeKeys]), at the time to look, and at the latest when it
    /// expires: then the step fails, unless the action then says it is done.
    ///
    /// @param state what it wants to know again; comes back as [ActionContext#waited()]
    /// @param wakeOn keys; wake-ups are hints and may come for nothing
    /// @param checkAt when to look without being woken; null for never
    /// @param expires when waiting ends; null for never
    /// @param reason what it waits for, in a sentence for people
    record Waiting(
            JsonObject state,
            Set<String> wakeOn,
            @Nullable Instant checkAt,
            @Nullable Instant expires,
            String reason)
            implements Outcome {
        public Waiting {
            wakeOn = Set.copyOf(wakeOn);
        }
    }
}
