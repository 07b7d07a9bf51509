package dev.portico.template.action.wait;

import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.Application;
import dev.portico.runtime.Health;
import dev.portico.runtime.RuntimeFilter;
import dev.portico.runtime.RuntimeQuery;
import dev.portico.runtime.Seen;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.WakeKeys;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `wait:argocd-sync`. Argo CD says `Synced` of what it compared last, which is what was there
/// before until it looks at Git again. So without a revision an Application counts only when
/// something is new since the step before this one: a sync that ended, or another commit that it
/// was compared with.
@Singleton
final class WaitArgocdSync extends WaitingAction<WaitArgocdSync.Input, WaitArgocdSync.Output> {
    private static final int SHORTEST_REVISION = 7;

    /// Argo CD tells times by the second, and its clock may be a little behind.
    private static final Duration CLOCKS = Duration.ofSeconds(2);

    record Input(
            @Describe("Ref of an entity, whose Applications are meant; or give name.")
                    @Nullable String entityRef,
            @Describe("Name of the Application.") @Nullable String name,
            @Describe("Namespace of the Application; any when left out.")
                    @Nullable String namespace,
            @Describe("The cluster Argo CD runs in; any when left out.") @Nullable String cluster,
            @Describe(
                            "The commit that must be deployed, or have been before what is now, in"
                                    + " full or its first characters, at least 7. Without one it"
                                    + " waits for a sync or a commit after the step before.")
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
                        "Waits until Argo CD says that an Application is synced and healthy: with"
                                + " a revision when one is given, else since the step before.",
                        Input.class,
                        Output.class,
                        Repeat.PURE,
                        true));
        this.runtime = runtime;
    }

    @Override
    Look<Output> look(Input input, ActionContext context) throws IOException, InterruptedException {
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
        Wanted wanted = wanted(input, found, context);
        if (found.isEmpty()) {
            return Look.notYet(keys, "No Application " + who + " is known yet.");
        }
        for (Seen<Application> each : found) {
            Optional<String> missing = missing(each, wanted);
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

    /// What must be deployed.
    ///
    /// @param revision null for whatever is new
    /// @param since what is new came behind this
    /// @param before revisions at the first look, by Application; empty with a revision
    private record Wanted(@Nullable String revision, Instant since, JsonObject before) {}

    private static Wanted wanted(Input input, List<Seen<Application>> found, ActionContext context)
            throws IOException, InterruptedException {
        Instant now = context.clock().instant();
        if (input.revision() != null) {
            return new Wanted(input.revision().toLowerCase(Locale.ROOT), now, JsonObject.EMPTY);
        }
        JsonObject first = context.once("first", () -> firstLook(now, found));
        Instant begun = Instant.parse(first.text("at").orElseThrow());
        return new Wanted(null, context.since().orElse(begun), first.object("revisions"));
    }

    private static JsonObject firstLook(Instant now, List<Seen<Application>> found) {
        Map<String, List<String>> revisions = new LinkedHashMap<>();
        found.forEach(each -> revisions.put(place(each), each.observation().revisions()));
        return JsonObject.of(Map.of("at", now.toString(), "revisions", revisions));
    }

    private static String place(Seen<Application> each) {
        return each.cluster()
                + "/"
                + each.observation().key().namespace()
                + "/"
                + each.observation().key().name();
    }

    /// What it lacks, in words that follow its name; empty when it is as wanted.
    private static Optional<String> missing(Seen<Application> seen, Wanted wanted) {
        Application application = seen.observation();
        if (!application.sync().equals("Synced")) {
            return Optional.of(
                    "is "
                            + (application.sync().isEmpty() ? "not synced yet" : application.sync())
                            + reason(application));
        }
        String revision = wanted.revision();
        if (revision != null && !hasDeployed(application, revision)) {
            return Optional.of(
                    "is at "
                            + String.join(", ", application.revisions())
                            + ", not yet at "
                            + revision);
        }
        if (revision == null && !isNew(seen, wanted)) {
            return Optional.of(
                    "is at "
                            + String.join(", ", application.revisions())
                            + " as before; nothing was synced since "
                            + wanted.since().truncatedTo(ChronoUnit.SECONDS));
        }
        if (application.verdict().health() != Health.HEALTHY) {
            return Optional.of(
                    "is "
                            + application.verdict().health().name().toLowerCase(Locale.ROOT)
                            + reason(application));
        }
        return Optional.empty();
    }

    private static boolean isNew(Seen<Application> seen, Wanted wanted) {
        Application application = seen.observation();
        Application.Operation last = application.operation();
        if (last != null && last.phase().equals("Succeeded") && last.finishedAt() != null) {
            Instant from = wanted.since().truncatedTo(ChronoUnit.SECONDS).minus(CLOCKS);
            if (!last.finishedAt().isBefore(from)) {
                return true;
            }
        }
        String place = place(seen);
        return wanted.before().has(place)
                && !wanted.before().texts(place).equals(application.revisions());
    }

    private static String reason(Application application) {
        String reason = application.verdict().reason();
        return reason.isEmpty() ? "" : ": " + reason;
    }

    /// Whether it is at the revision, or was before it came to the present one.
    private static boolean hasDeployed(Application application, String revision) {
        return Stream.concat(
                        application.revisions().stream(),
                        application.history().stream()
                                .flatMap(each -> Arrays.stream(each.revision().split(", "))))
                .anyMatch(each -> each.toLowerCase(Locale.ROOT).startsWith(revision));
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
