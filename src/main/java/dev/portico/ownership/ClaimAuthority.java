package dev.portico.ownership;

import dev.portico.access.CiJob;
import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.access.Viewer;
import dev.portico.catalog.ClaimOrder;
import dev.portico.catalog.ClaimVerdict;
import dev.portico.model.Claim;
import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import dev.portico.scm.PathGlobs;
import dev.portico.scm.RepoUrl;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who may claim what about which entity.
///
/// An admin everything; others what the policies let them, which is what they own unless somebody
/// says more. A job of a CI system only what was read
/// from its own repository, from the branch it runs for, and only when nothing from outside started
/// it. Where a repository has several owners, a claim of an owner counts only where CODEOWNERS
/// gives the path to that owner; all else needs a rule of `portico.ownership.ci-rules`.
@Singleton
final class ClaimAuthority {
    private static final String BRANCH = "refs/heads/";

    private final OwnershipMemory memory;
    private final Places places;
    private final Gate gate;
    private final List<Rule> rules;
    private final Clock clock;

    ClaimAuthority(
            OwnershipMemory memory, Places places, Gate gate, OwnershipConfig config, Clock clock) {
        this.memory = memory;
        this.places = places;
        this.gate = gate;
        this.clock = clock;
        this.rules = config.ciRules().stream().map(Rule::new).toList();
    }

    /// A rule of the configuration, ready to be asked.
    private record Rule(OwnershipConfig.CiRule rule, PathGlobs repository, PathGlobs paths) {
        Rule(OwnershipConfig.CiRule rule) {
            this(rule, PathGlobs.of(List.of(rule.repository())), PathGlobs.of(rule.paths()));
        }

        boolean covers(CiJob job, String path) {
            return repository.matches(job.repository())
                    && isOrAny(rule.workflow(), job.workflow())
                    && isOrAny(rule.environment(), job.environment())
                    && isOrAny(rule.ref(), job.ref())
                    && paths.matches(path);
        }

        private static boolean isOrAny(Optional<String> wanted, @Nullable String is) {
            return wanted.isEmpty() || wanted.get().equals(is);
        }
    }

    /// The authority for one request: what is asked often is asked once.
    Request of(Viewer viewer) {
        return new Request(viewer);
    }

    /// See [ClaimAuthority].
    final class Request {
        private final Viewer viewer;
        private final Map<String, Boolean> several = new HashMap<>();

        private Request(Viewer viewer) {
            this.viewer = viewer;
        }

        /// Why a claim is refused, as a sentence; empty when it may be made.
        ///
        /// @param owner the owner that is claimed, as a ref; null for another field, or when a
        ///     claim is withdrawn
        Optional<String> refusal(EntityRef ref, String field, @Nullable String owner) {
            if (viewer.admin()) {
                return Optional.empty();
            }
            Optional<EntityFacts> facts = memory.entity(ref);
            if (facts.isEmpty() || !gate.permits(viewer, Permission.ENTITY_READ, ref)) {
                return Optional.of(
                        "There is no entity "
                                + ref
                                + " in the catalog; claim it once it is there.");
            }
            if (!gate.permits(viewer, Permission.CLAIM_WRITE, ref)) {
                return Optional.of(
                        viewer.name()
                                + " may not make claims about "
                                + ref
                                + ": no rule allows it; by the policy that ships with the program"
                                + " its owners may.");
            }
            CiJob job = viewer.job();
            return viewer.type() == Viewer.Type.CI && job != null
                    ? ofJob(job, facts.get(), field, owner)
                    : Optional.empty();
        }

        /// Why an entity is not handed over to an owner, as a sentence; empty when it may be. To
        /// hand over is to claim: a rule or a scope for one of both is not enough.
        Optional<String> transferRefusal(EntityRef ref, String owner) {
            return refusal(ref, Claim.OWNER, owner)
                    .or(
                            () ->
                                    Stream.of(Permission.OWNERSHIP_TRANSFER, Permission.CLAIM_WRITE)
                                            .filter(needed -> !gate.permits(viewer, needed, ref))
                                            .findFirst()
                                            .map(needed -> untransferable(ref, needed)));
        }

        private String untransferable(EntityRef ref, Permission needed) {
            return viewer.name()
                    + " may not hand over "
                    + ref
                    + ": no rule or scope allows "
                    + needed.name()
                    + " on it, or one denies it.";
        }

        private Optional<String> ofJob(
                CiJob job, EntityFacts facts, String field, @Nullable String owner) {
            String repository = repository(job);
            Optional<String> place =
                    facts.location() == null
                            ? Optional.empty()
                            : places.repository(facts.location());
            if (!place.equals(Optional.of(repository))) {
                return Optional.of(
                        "The source of "
                                + facts.ref()
                                + " does not lie in "
                                + job.repositoryUrl()
                                + ", where this job comes from.");
            }
            if (!job.trusted()) {
                return Optional.of(
                        "The job was started by "
                                + (job.event() == null ? "something" : job.event())
                                + " that may come from outside of the repository; claims are taken"
                                + " from jobs of its branches.");
            }
            String location = Objects.requireNonNull(facts.location());
            Optional<String> path =
                    job.ref().startsWith(BRANCH)
                            ? places.path(location, job.ref().substring(BRANCH.length()))
                            : Optional.empty();
            if (path.isEmpty()) {
                return Optional.of(
                        "The job runs for "
                                + job.ref()
                                + ", and "
                                + facts.ref()
                                + " was read from another branch: "
                                + location
                                + ".");
            }
            boolean ruled = rules.stream().anyMatch(rule -> rule.covers(job, path.get()));
            if (ruled || !hasSeveralOwners(repository)) {
                return Optional.empty();
            }
            return field.equals(Claim.OWNER) && (owner == null || isGiven(facts.ref(), owner))
                    ? Optional.empty()
                    : Optional.of(unruled(job, path.get(), field, owner));
        }

        private static String unruled(
                CiJob job, String path, String field, @Nullable String owner) {
            return "The repository "
                    + job.repository()
                    + " has several owners, and "
                    + (field.equals(Claim.OWNER)
                            ? "CODEOWNERS does not give " + path + " to " + owner
                            : "the " + field + " of " + path + " is not this job's")
                    + "; a rule of portico.ownership.ci-rules can let this job speak for it.";
        }

        private static String repository(CiJob job) {
            try {
                return Places.repository(RepoUrl.parse(job.repositoryUrl()));
            } catch (PorticoException e) {
                return "";
            }
        }

        private static boolean isSame(EntityRef ref, String one, String other) {
            return Claim.same(Claim.OWNER, one, other, ref.namespace());
        }

        private boolean isGiven(EntityRef ref, String owner) {
            return codeowners(ref).stream().anyMatch(given -> isSame(ref, given, owner));
        }

        private List<String> codeowners(EntityRef ref) {
            Instant now = clock.instant();
            return memory.claims(ref).stream()
                    .filter(claim -> claim.source().equals(ClaimOrder.CODEOWNERS))
                    .filter(claim -> claim.field().equals(Claim.OWNER) && !claim.isExpired(now))
                    .map(Claim::value)
                    .toList();
        }

        /// By what is said beside CI jobs, so that what jobs claimed makes no difference.
        private boolean hasSeveralOwners(String repository) {
            return several.computeIfAbsent(
                    repository,
                    _ -> {
                        Set<String> owners = new HashSet<>();
                        for (EntityRef ref : memory.inRepository(repository)) {
                            owners.addAll(owners(ref));
                            codeowners(ref).stream().limit(1).forEach(owners::add);
                        }
                        return owners.size() > 1;
                    });
        }

        private List<String> owners(EntityRef ref) {
            List<Claim> others =
                    memory.claims(ref).stream()
                            .filter(claim -> !claim.source().equals(ClaimOrder.CI))
                            .toList();
            Optional<String> said =
                    ClaimVerdict.winner(others, Claim.OWNER, clock.instant())
                            .map(Claim::value)
                            .filter(Claim::isOwner)
                            .map(value -> Claim.owner(value, ref.namespace()).toString());
            if (said.isPresent()) {
                return List.of(said.get());
            }
            boolean byJob = memory.claims(ref).size() > others.size();
            return byJob
                    ? List.of()
                    : memory.entity(ref).map(EntityFacts::owners).orElse(List.of()).stream()
                            .map(EntityRef::toString)
                            .toList();
        }
    }
}
