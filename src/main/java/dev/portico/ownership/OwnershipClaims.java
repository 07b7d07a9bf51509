package dev.portico.ownership;

import dev.portico.access.CiJob;
import dev.portico.access.Viewer;
import dev.portico.catalog.CatalogWriter;
import dev.portico.catalog.Cause;
import dev.portico.catalog.ClaimDelta;
import dev.portico.catalog.ClaimOrder;
import dev.portico.catalog.ClaimVerdict;
import dev.portico.catalog.Claimed;
import dev.portico.catalog.Delta;
import dev.portico.model.Claim;
import dev.portico.model.EntityRef;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Takes claims of people, services and CI jobs: checks each, writes those that may be made in sets
/// of a thousand, and answers what became of every single one. Making the same claims again changes
/// nothing.
@Singleton
public final class OwnershipClaims {
    /// Claims in one request.
    public static final int MAX = 10_000;

    private static final int AT_A_TIME = 2;

    private final CatalogWriter writer;
    private final ClaimAuthority authority;
    private final OwnedKinds kinds;
    private final Clock clock;

    OwnershipClaims(CatalogWriter writer, ClaimAuthority authority, OwnedKinds kinds, Clock clock) {
        this.writer = writer;
        this.authority = authority;
        this.kinds = kinds;
        this.clock = clock;
    }

    /// A claim that may be made, and which request it came with.
    private record Accepted(int index, ClaimDelta.Change change) {}

    /// Makes claims, or only answers what would become of them.
    ///
    /// TOO_LARGE for more than [#MAX]; UNAVAILABLE when the database is away: what was written
    /// until then stays, and the same request may be made again.
    ///
    /// @return in the order of the requests; several for one that names several fields
    public List<ClaimOutcome> write(Viewer viewer, List<ClaimRequest> requests, boolean dryRun) {
        if (requests.size() > MAX) {
            throw new PorticoException(
                    ErrorCode.TOO_LARGE,
                    "A request takes up to "
                            + MAX
                            + " claims, and this one has "
                            + requests.size()
                            + "; send several.");
        }
        Checked checked = new Checked(viewer, authority.of(viewer));
        for (int i = 0; i < requests.size(); i++) {
            checked.add(i, requests.get(i));
        }
        List<ClaimOutcome> outcomes = checked.refused;
        List<Accepted> accepted = checked.accepted;
        accepted.sort(Comparator.comparing(each -> each.change().ref()));
        outcomes.addAll(applyAll(viewer, accepted, dryRun));
        outcomes.sort(
                Comparator.comparingInt(ClaimOutcome::index)
                        .thenComparing(each -> Objects.requireNonNullElse(each.field(), "")));
        return List.copyOf(outcomes);
    }

    /// The claims of one request to the program, each looked at by itself.
    private final class Checked {
        private final Viewer viewer;
        private final ClaimAuthority.Request rights;
        private final Set<Object> seen = new HashSet<>();
        private final List<Accepted> accepted = new ArrayList<>();
        private final List<ClaimOutcome> refused = new ArrayList<>();

        private Checked(Viewer viewer, ClaimAuthority.Request rights) {
            this.viewer = viewer;
            this.rights = rights;
        }

        private void add(int index, ClaimRequest request) {
            @Nullable EntityRef ref = null;
            @Nullable String trouble = request.trouble();
            try {
                ref = EntityRef.parse(request.entity(), "component", EntityRef.DEFAULT_NAMESPACE);
            } catch (PorticoException e) {
                trouble = trouble == null ? e.text() : trouble;
            }
            if (trouble == null) {
                trouble = ClaimCheck.request(viewer, request, clock.instant()).orElse(null);
            }
            if (trouble == null && ref != null) {
                for (String field : request.values().keySet()) {
                    add(index, ref, field, request);
                }
                return;
            }
            String entity = ref == null ? request.entity() : ref.toString();
            refused.add(
                    new ClaimOutcome(
                            index, entity, null, List.of(), ClaimEffect.REFUSED, trouble, null));
        }

        private void add(int index, EntityRef ref, String field, ClaimRequest request) {
            List<String> wanted = request.values().getOrDefault(field, List.of());
            Optional<String> wrong =
                    ClaimCheck.value(ref, field, wanted, kinds.haveOwners(ref.kind()));
            List<String> values =
                    wrong.isPresent() ? wanted : ClaimCheck.canonical(ref, field, wanted);
            ClaimDelta.Change change = change(viewer, ref, field, values, request);
            if (wrong.isEmpty()) {
                boolean owner = field.equals(Claim.OWNER) && !values.isEmpty();
                wrong = rights.refusal(ref, field, owner ? values.getFirst() : null);
            }
            if (wrong.isEmpty() && !seen.add(List.of(ref, field, change.source()))) {
                wrong = Optional.of("The request claims the " + field + " of " + ref + " twice.");
            }
            if (wrong.isPresent()) {
                refused.add(outcome(index, change, ClaimEffect.REFUSED, wrong.get(), null));
            } else {
                accepted.add(new Accepted(index, change));
            }
        }
    }

    private static ClaimDelta.Change change(
            Viewer viewer, EntityRef ref, String field, List<String> values, ClaimRequest request) {
        boolean ci = viewer.type() == Viewer.Type.CI;
        String usual = ci ? ClaimOrder.CI : ClaimOrder.PORTAL;
        return new ClaimDelta.Change(
                ref,
                field,
                request.source() == null ? usual : request.source(),
                ci ? viewer.name() : "",
                values,
                request.evidence() == null ? evidence(viewer.job()) : request.evidence(),
                viewer.name(),
                request.expires());
    }

    private static @Nullable String evidence(@Nullable CiJob job) {
        return job == null ? null : job.repositoryUrl() + "@" + job.commit();
    }

    /// In sets, two of them at a time: while the database writes one, the next is worked out. None
    /// is begun once one has failed.
    private List<ClaimOutcome> applyAll(Viewer viewer, List<Accepted> accepted, boolean dryRun) {
        AtomicBoolean failed = new AtomicBoolean();
        List<Future<List<ClaimOutcome>>> sets = new ArrayList<>();
        try (ExecutorService writers =
                Executors.newFixedThreadPool(
                        AT_A_TIME, Thread.ofVirtual().name("claims-", 0).factory())) {
            for (int from = 0; from < accepted.size(); from += Delta.MAX_ENTITIES) {
                int to = Math.min(accepted.size(), from + Delta.MAX_ENTITIES);
                List<Accepted> some = accepted.subList(from, to);
                sets.add(writers.submit(() -> applyUnless(failed, viewer, some, dryRun)));
            }
        }
        List<ClaimOutcome> outcomes = new ArrayList<>();
        for (Future<List<ClaimOutcome>> set : sets) {
            if (set.state() == Future.State.FAILED) {
                throw set.exceptionNow() instanceof RuntimeException e
                        ? e
                        : new IllegalStateException(set.exceptionNow());
            }
            outcomes.addAll(set.resultNow());
        }
        return outcomes;
    }

    private List<ClaimOutcome> applyUnless(
            AtomicBoolean failed, Viewer viewer, List<Accepted> some, boolean dryRun) {
        if (failed.get()) {
            return List.of();
        }
        try {
            return apply(viewer, some, dryRun);
        } catch (RuntimeException e) {
            failed.set(true);
            throw e;
        }
    }

    private List<ClaimOutcome> apply(Viewer viewer, List<Accepted> some, boolean dryRun) {
        Cause cause = new Cause("claims", commit(viewer.job()), viewer.name());
        ClaimDelta.Result result =
                writer.apply(
                        new ClaimDelta(
                                null,
                                cause,
                                some.stream().map(Accepted::change).toList(),
                                List.of(),
                                dryRun));
        List<ClaimOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            ClaimDelta.Change change = some.get(i).change();
            Claimed claimed = Objects.requireNonNull(result.entities().get(change.ref()));
            outcomes.add(judge(some.get(i), claimed, result.changed().get(i)));
        }
        return outcomes;
    }

    private static @Nullable String commit(@Nullable CiJob job) {
        return job == null ? null : job.commit();
    }

    private ClaimOutcome judge(Accepted accepted, Claimed claimed, boolean changed) {
        ClaimDelta.Change change = accepted.change();
        int index = accepted.index();
        if (change.values().isEmpty()) {
            return outcome(
                    index,
                    change,
                    changed ? ClaimEffect.WITHDRAWN : ClaimEffect.UNCHANGED,
                    null,
                    null);
        }
        ClaimVerdict verdict =
                ClaimVerdict.of(change.ref(), claimed, true, clock.instant()).stream()
                        .filter(each -> isOf(each.claim(), change))
                        .findFirst()
                        .orElseThrow();
        return switch (verdict.status()) {
            case OVERRULED, EXPIRED ->
                    outcome(index, change, ClaimEffect.OVERRULED, verdict.because(), verdict.by());
            case WAITING -> outcome(index, change, ClaimEffect.WAITING, verdict.because(), null);
            case REFUSED -> outcome(index, change, ClaimEffect.REFUSED, verdict.because(), null);
            case APPLIED ->
                    outcome(
                            index,
                            change,
                            changed ? ClaimEffect.APPLIED : ClaimEffect.UNCHANGED,
                            null,
                            null);
        };
    }

    private static boolean isOf(Claim claim, ClaimDelta.Change change) {
        return claim.rank() == 0
                && claim.field().equals(change.field())
                && claim.source().equals(change.source())
                && claim.origin().equals(change.origin());
    }

    private static ClaimOutcome outcome(
            int index,
            ClaimDelta.Change change,
            ClaimEffect result,
            @Nullable String because,
            @Nullable Claim by) {
        return new ClaimOutcome(
                index,
                change.ref().toString(),
                change.field(),
                change.values(),
                result,
                because,
                by == null
                        ? null
                        : new ClaimOutcome.Winner(by.source(), by.value(), by.evidence()));
    }
}
