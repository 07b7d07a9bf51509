package dev.portico.template.action.wait;

import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import dev.portico.runtime.Application;
import dev.portico.runtime.Health;
import dev.portico.runtime.RuntimeFilter;
import dev.portico.runtime.RuntimeQuery;
import dev.portico.runtime.Seen;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.WakeKeys;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `wait:argocd-sync`.
@Singleton
final class WaitArgocdSync extends WaitingAction<WaitArgocdSync.Input, WaitArgocdSync.Output> {
    private static final int SHORTEST_REVISION = 7;

    record Input(
            @Describe("Ref of an entity, whose Applications are meant; or give name.")
                    @Nullable String entityRef,
            @Describe("Name of the Application.") @Nullable String name,
            @Describe("Namespace of the Application; any when left out.")
                    @Nullable String namespace,
            @Describe("The cluster Argo CD runs in; any when left out.") @Nullable String cluster,
            @Describe(
                            "The commit that must be deployed, in full or its first characters, at"
                                    + " least 7; any when left out.")
                    @Nullable String revision,
            @Describe("How long to wait, as 30m; for ever when left out.")
                    @Nullable String timeout) {}

    record Output(
            @Describe("The Applications, synced and healthy.") List<Synced> applications,
            @Describe("What is deployed: the first one's revision.") String revision) {}

    record Synced(String cluster, String namespace, String name, String revision) {}

    private final RuntimeQuery runtime;

    WaitArgocdSync(RuntimeQuery runtime) {
        super(
                new About<>(
                        "wait:argocd-sync",
                        "Waits until Argo CD says that an Application is synced and healthy, at a"
                                + " revision when one is given.",
                        Input.class,
                        Output.class,
                        Repeat.PURE,
                        true));
        this.runtime = runtime;
    }

    @Override
    Look<Output> look(Input input) {
        @Nullable EntityRef entity = entity(input);
        Set<String> keys = new HashSet<>();
        if (entity != null) {
            keys.add(WakeKeys.runtime(entity));
        }
        if (input.name() != null) {
            keys.add(WakeKeys.object("Application", input.name()));
        }
        List<Seen<Application>> found = found(input, entity);
        found.forEach(
                each -> keys.add(WakeKeys.object("Application", each.observation().key().name())));
        String who = entity == null ? "named '" + input.name() + "'" : "of " + entity;
        if (found.isEmpty()) {
            return Look.notYet(keys, "No Application " + who + " is known yet.");
        }
        for (Seen<Application> each : found) {
            Optional<String> missing = missing(each.observation(), input.revision());
            if (missing.isPresent()) {
                return Look.notYet(
                        keys,
                        "The Application "
                                + each.observation().key().name()
                                + " in "
                                + each.cluster()
                                + " "
                                + missing.get()
                                + ".");
            }
        }
        List<Synced> synced = found.stream().map(WaitArgocdSync::synced).toList();
        return Look.yes(new Output(synced, synced.getFirst().revision()));
    }

    private static @Nullable EntityRef entity(Input input) {
        if ((input.entityRef() == null) == (input.name() == null)) {
            throw PorticoException.invalid(
                    "Say which Application is meant: give either entityRef or name.");
        }
        String revision = input.revision();
        if (revision != null && revision.length() < SHORTEST_REVISION) {
            throw PorticoException.invalid(
                    "The revision '"
                            + revision
                            + "' is too short to tell a commit; give at least "
                            + SHORTEST_REVISION
                            + " characters.");
        }
        return input.entityRef() == null ? null : EntityRef.parse(input.entityRef());
    }

    private List<Seen<Application>> found(Input input, @Nullable EntityRef entity) {
        return runtime
                .applications(
                        new RuntimeFilter(
                                input.cluster(), input.namespace(), entity, null, List.of(), null))
                .stream()
                .filter(
                        each ->
                                input.name() == null
                                        || each.observation().key().name().equals(input.name()))
                .toList();
    }

    /// What it lacks, in words that follow its name; empty when it is as wanted.
    private static Optional<String> missing(Application application, @Nullable String revision) {
        if (!application.sync().equals("Synced")) {
            return Optional.of(
                    "is "
                            + (application.sync().isEmpty() ? "not synced yet" : application.sync())
                            + reason(application));
        }
        if (revision != null && !isAt(application, revision)) {
            return Optional.of(
                    "is at "
                            + String.join(", ", application.revisions())
                            + ", not yet at "
                            + revision);
        }
        if (application.verdict().health() != Health.HEALTHY) {
            return Optional.of(
                    "is "
                            + application.verdict().health().name().toLowerCase(Locale.ROOT)
                            + reason(application));
        }
        return Optional.empty();
    }

    private static String reason(Application application) {
        String reason = application.verdict().reason();
        return reason.isEmpty() ? "" : ": " + reason;
    }

    private static boolean isAt(Application application, String revision) {
        String wanted = revision.toLowerCase(Locale.ROOT);
        return application.revisions().stream()
                .anyMatch(each -> each.toLowerCase(Locale.ROOT).startsWith(wanted));
    }

    private static Synced synced(Seen<Application> seen) {
        Application application = seen.observation();
        return new Synced(
                seen.cluster(),
                application.key().namespace(),
                application.key().name(),
                application.revisions().isEmpty() ? "" : application.revisions().getFirst());
    }

    @Override
    @Nullable String timeout(Input input) {
        return input.timeout();
    }
}
