package dev.portico.ownership;

import dev.portico.catalog.CatalogWriter;
import dev.portico.catalog.Cause;
import dev.portico.catalog.ClaimDelta;
import dev.portico.catalog.ClaimOrder;
import dev.portico.catalog.Claims;
import dev.portico.catalog.Delta;
import dev.portico.catalog.SourceLease;
import dev.portico.model.Claim;
import dev.portico.model.EntityRef;
import dev.portico.model.Problem;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.source.RunListener;
import dev.portico.source.Scan;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Claims what the CODEOWNERS of repositories say: after each run of a source, and again when users
/// or groups changed.
@Singleton
final class CodeownersClaims implements RunListener {
    private final Claims claims;
    private final CatalogWriter writer;
    private final OrganisationView organisation;
    private final OwnedKinds kinds;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();
    private final Map<String, Object> locks = new ConcurrentHashMap<>();

    CodeownersClaims(
            Claims claims, CatalogWriter writer, OrganisationView organisation, OwnedKinds kinds) {
        this.claims = claims;
        this.writer = writer;
        this.organisation = organisation;
        this.kinds = kinds;
        organisation.onChange(this::peopleChanged);
    }

    /// What a source was when it was looked at last.
    private static final class Seen {
        private final SourceLease lease;
        private final @Nullable String revision;
        private final List<OwnersOfRepository> repositories;

        /// What the claims followed from; null when they are to be made.
        private @Nullable Object basis;

        private List<Problem> problems = List.of();

        private Seen(
                SourceLease lease,
                @Nullable String revision,
                List<OwnersOfRepository> repositories) {
            this.lease = lease;
            this.revision = revision;
            this.repositories = repositories;
        }
    }

    @Override
    public List<Problem> afterRun(SourceLease lease, Scan scan) {
        synchronized (lock(lease.source())) {
            Seen before = seen.get(lease.source());
            if (scan.repositories().isEmpty() && before == null) {
                return List.of();
            }
            Seen now = new Seen(lease, scan.revision(), repositories(lease, scan, before));
            if (before != null && before.lease.equals(lease)) {
                now.basis = before.basis;
                now.problems = before.problems;
            }
            seen.put(lease.source(), now);
            claim(now);
            return now.problems;
        }
    }

    /// One for each source, so that what was seen earlier is never written later.
    private Object lock(String source) {
        return locks.computeIfAbsent(source, _ -> new Object());
    }

    /// A file that is as it was is not read again.
    private static List<OwnersOfRepository> repositories(
            SourceLease lease, Scan scan, @Nullable Seen before) {
        Map<String, OwnersOfRepository> old = new HashMap<>();
        if (before != null) {
            before.repositories.forEach(each -> old.put(each.key(), each));
        }
        return scan.repositories().stream()
                .map(
                        read -> {
                            OwnersOfRepository known = old.get(OwnersOfRepository.key(read));
                            return known == null
                                    ? OwnersOfRepository.parse(lease.source(), read)
                                    : known.in(read);
                        })
                .toList();
    }

    private void peopleChanged() {
        for (String source : List.copyOf(seen.keySet())) {
            synchronized (lock(source)) {
                Seen now = seen.get(source);
                try {
                    if (now != null) {
                        claim(now);
                    }
                } catch (PorticoException e) {
                    if (e.code() == ErrorCode.CONFLICT) {
                        seen.remove(source);
                    } else {
                        Log.debugf(e, "CODEOWNERS not claimed source=%s", source);
                    }
                }
            }
        }
    }

    private void claim(Seen source) {
        Organisation people = organisation.current();
        if (people == null) {
            return; // comes again once the catalog can be read
        }
        String name = source.lease.source();
        Map<EntityRef, String> primaries = claims.primaries(name);
        Object basis =
                List.of(
                        people.version(),
                        kinds.version(),
                        primaries,
                        source.repositories.stream().map(OwnersOfRepository::basis).toList());
        if (basis.equals(source.basis)) {
            return;
        }
        List<Problem> problems = new ArrayList<>();
        source.repositories.forEach(each -> problems.addAll(each.problems(people)));
        apply(source, difference(source, primaries, people));
        source.basis = basis;
        source.problems = List.copyOf(problems);
    }

    private List<ClaimDelta.Change> difference(
            Seen source, Map<EntityRef, String> primaries, Organisation people) {
        String name = source.lease.source();
        Map<EntityRef, List<Claim>> before = new TreeMap<>();
        claims.of(ClaimOrder.CODEOWNERS, name)
                .forEach(
                        held ->
                                before.computeIfAbsent(held.ref(), _ -> new ArrayList<>())
                                        .add(held.claim()));
        Map<String, OwnersOfRepository> places = new HashMap<>();
        source.repositories.forEach(
                repository -> repository.locations().forEach(each -> places.put(each, repository)));
        List<ClaimDelta.Change> changes = new ArrayList<>();
        primaries.forEach(
                (ref, location) -> {
                    List<Claim> old = before.remove(ref);
                    OwnersOfRepository repository = places.get(location);
                    if (repository == null || !repository.isReadable()) {
                        return; // not read now; what was known stays
                    }
                    OwnersOfRepository.Said said =
                            kinds.haveOwners(ref.kind())
                                    ? repository.owners(location, people)
                                    : OwnersOfRepository.Said.NOTHING;
                    if (differs(old == null ? List.of() : old, said)) {
                        changes.add(change(ref, name, said));
                    }
                });
        before.keySet()
                .forEach(ref -> changes.add(change(ref, name, OwnersOfRepository.Said.NOTHING)));
        return changes;
    }

    /// The commit alone makes no difference: it is that of the run that saw the line first.
    private static boolean differs(List<Claim> old, OwnersOfRepository.Said said) {
        List<String> values = old.stream().map(Claim::value).toList();
        String place = old.isEmpty() ? null : place(old.getFirst().evidence());
        return !values.equals(said.owners())
                || !values.isEmpty() && !Objects.equals(place, place(said.evidence()));
    }

    private static @Nullable String place(@Nullable String evidence) {
        int at = evidence == null ? -1 : evidence.lastIndexOf('@');
        return evidence == null || at < 0 ? evidence : evidence.substring(0, at);
    }

    private static ClaimDelta.Change change(
            EntityRef ref, String source, OwnersOfRepository.Said said) {
        return new ClaimDelta.Change(
                ref,
                Claim.OWNER,
                ClaimOrder.CODEOWNERS,
                source,
                said.owners(),
                said.evidence(),
                source,
                null);
    }

    private void apply(Seen source, List<ClaimDelta.Change> changes) {
        Cause cause = new Cause(source.lease.source(), source.revision, ClaimOrder.CODEOWNERS);
        for (int from = 0; from < changes.size(); from += Delta.MAX_ENTITIES) {
            int to = Math.min(changes.size(), from + Delta.MAX_ENTITIES);
            writer.apply(
                    new ClaimDelta(
                            source.lease, cause, changes.subList(from, to), List.of(), false));
        }
        if (!changes.isEmpty()) {
            Log.infof(
                    "CODEOWNERS claimed source=%s claims=%d",
                    source.lease.source(), changes.size());
        }
    }
}
