package dev.portico.template.action;

import dev.portico.model.EntityRef;
import java.util.Locale;
import java.util.UUID;

/// Keys that waiting steps are woken by. Pure.
public final class WakeKeys {
    private WakeKeys() {}

    /// The entity was created, changed or removed.
    public static String entity(EntityRef ref) {
        return "entity:" + ref;
    }

    /// What runs for the entity, or its health, changed.
    public static String runtime(EntityRef ref) {
        return "runtime:" + ref;
    }

    /// An object of a cluster came or changed. Objects of one name share it, wherever they are.
    public static String object(String kind, String name) {
        return "object:" + kind.toLowerCase(Locale.ROOT) + "/" + name;
    }

    /// Something happened to a pull or merge request.
    ///
    /// @param repository identity of the repository, as [dev.portico.scm.RepoUrl#pushKey()]
    public static String pullRequest(String repository, long number) {
        return "pull-request:" + repository.toLowerCase(Locale.ROOT) + "#" + number;
    }

    /// Somebody decided on the step, as an approver or as who was asked what became of it.
    public static String decision(UUID task, String step) {
        return "decision:" + task + "/" + step;
    }

    /// The one who was asked to do it called back.
    public static String callback(UUID task, String step) {
        return "callback:" + task + "/" + step;
    }

    /// Whether nothing is left to be seen of what the key stands for but that something is so, now.
    /// Decisions and calls are stored until the step has them, and wake by themselves.
    public static boolean isPassing(String key) {
        return !key.startsWith("decision:") && !key.startsWith("callback:");
    }
}
