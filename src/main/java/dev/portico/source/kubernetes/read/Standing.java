package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.Health;
import dev.portico.runtime.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a workload stands by what its own object says, without its Pods.
///
/// @param rolledOutAt null when the object does not tell
/// @param waiting true when it lacks Pods, so that one that can't start makes it DEGRADED
/// @param patience seconds after which a Pod that is not ready makes it DEGRADED; 0 for never
/// @param revision label `controller-revision-hash` of the newest Pods; empty when not told
record Standing(
        int wanted,
        int ready,
        int updated,
        @Nullable Instant rolledOutAt,
        Verdict verdict,
        boolean waiting,
        int patience,
        String revision) {
    static final int PATIENCE = 600;

    /// One that waits for Pods when it is on its way and too few are ready.
    static Standing of(Count count, @Nullable Instant rolledOutAt, Verdict verdict) {
        boolean waiting = verdict.health() == Health.PROGRESSING && count.ready() < count.wanted();
        return new Standing(
                count.wanted(),
                count.ready(),
                count.updated(),
                rolledOutAt,
                verdict,
                waiting,
                PATIENCE,
                "");
    }

    /// One whose controller rolls out its newest template through ReplicaSets, with a deadline: a
    /// Deployment or a Rollout.
    static Standing rolling(JsonObject object, Count count, Verdict verdict) {
        int deadline = Numbers.count(object.object("spec"), "progressDeadlineSeconds", 0);
        return of(count, rolledOutAt(object.object("status")), verdict)
                .patience(Math.max(PATIENCE, deadline));
    }

    /// The controller writes the time of every progress of the newest template.
    private static @Nullable Instant rolledOutAt(JsonObject status) {
        return status.objects("conditions").stream()
                .filter(condition -> condition.text("type").orElse("").equals("Progressing"))
                .findFirst()
                .map(condition -> Texts.time(condition.text("lastUpdateTime")))
                .orElse(null);
    }

    Standing patience(int seconds) {
        return new Standing(
                wanted, ready, updated, rolledOutAt, verdict, waiting, seconds, revision);
    }

    Standing revision(String hash) {
        return new Standing(wanted, ready, updated, rolledOutAt, verdict, waiting, patience, hash);
    }

    static Verdict degraded(String reason) {
        return new Verdict(Health.DEGRADED, Texts.message(reason));
    }

    static Verdict progressing(String reason) {
        return new Verdict(Health.PROGRESSING, Texts.message(reason));
    }

    static Verdict suspended(String reason) {
        return new Verdict(Health.SUSPENDED, reason);
    }

    static Verdict unknown(String reason) {
        return new Verdict(Health.UNKNOWN, Texts.message(reason));
    }

    /// Replicas asked for, ready, and of the newest template.
    record Count(int wanted, int ready, int updated) {
        /// By `replicas` of the spec and the replicas that the status tells.
        static Count rolling(JsonObject object) {
            JsonObject status = object.object("status");
            return new Count(
                    Numbers.count(object.object("spec"), "replicas", 1),
                    Numbers.count(status, "readyReplicas", 0),
                    Numbers.count(status, "updatedReplicas", 0));
        }

        String readySentence() {
            return of(ready) + "ready";
        }

        String updatedSentence() {
            return of(updated) + "updated";
        }

        private String of(int some) {
            return some
                    + " of "
                    + Texts.count(wanted, "replica")
                    + (wanted == 1 ? " is " : " are ");
        }
    }
}
