package dev.portico.ownership;

import dev.portico.catalog.ClaimOrder;
import dev.portico.catalog.ClaimStatus;
import dev.portico.catalog.ClaimVerdict;
import dev.portico.catalog.Claimed;
import dev.portico.model.Claim;
import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.model.Relation;
import dev.portico.query.CatalogQuery;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Who owns what, why, and what is wrong with it. Answers from memory.
@Singleton
public final class Ownership {
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final String MANAGED_BY = "backstage.io/managed-by-location";

    private final OwnershipMemory memory;
    private final OwnershipFollower follower;
    private final OwnedKinds kinds;
    private final CatalogQuery catalog;
    private final Clock clock;

    Ownership(
            OwnershipMemory memory,
            OwnershipFollower follower,
            OwnedKinds kinds,
            CatalogQuery catalog,
            Clock clock) {
        this.memory = memory;
        this.follower = follower;
        this.kinds = kinds;
        this.catalog = catalog;
        this.clock = clock;
    }

    /// Why an entity belongs to whom it does.
    ///
    /// @param owner ref of the owner that counts; null for none
    /// @param because who says so, as a sentence
    /// @param claims what each source says of each field, those that count first
    public record Answer(@Nullable String owner, String because, List<ClaimVerdict> claims) {
        public Answer {
            claims = List.copyOf(claims);
        }
    }

    /// Which findings.
    ///
    /// @param types any of these; all when empty
    /// @param owner only those that concern this group or user; null for all
    /// @param visible which entities may be told of
    /// @param after only of entities behind this ref; null for the first
    /// @param limit at most so many
    public record Question(
            Set<FindingType> types,
            @Nullable EntityRef owner,
            Predicate<EntityRef> visible,
            @Nullable EntityRef after,
            int limit) {
        public Question {
            types = Set.copyOf(types);
        }
    }

    /// Findings by entity; those of one entity are never parted, so there may be a few more than
    /// asked for.
    public record Found(List<Finding> findings, boolean more) {
        public Found {
            findings = List.copyOf(findings);
        }
    }

    /// @param entity with its relations
    public Answer explain(Entity entity) {
        follower.await(catalog.position(), WAIT);
        EntityRef ref = entity.ref();
        List<Claim> claims = new ArrayList<>(memory.claims(ref));
        claims.addAll(declared(entity, claims));
        boolean owned = kinds.haveOwners(ref.kind());
        Instant now = clock.instant();
        List<ClaimVerdict> verdicts = ClaimVerdict.of(ref, new Claimed(true, claims), owned, now);
        String owner =
                entity.relations().stream()
                        .filter(relation -> relation.type().equals("ownedBy"))
                        .map(Relation::target)
                        .map(EntityRef::toString)
                        .findFirst()
                        .orElse(null);
        return new Answer(owner, because(ref, owner, owned, verdicts), verdicts);
    }

    /// What the entity says of fields that nobody else claims.
    private static List<Claim> declared(Entity entity, List<Claim> claims) {
        String location = entity.annotation(MANAGED_BY).orElse("");
        boolean cluster = location.startsWith("kubernetes:");
        List<Claim> declared = new ArrayList<>();
        for (String field : Claim.SINGLE) {
            Optional<String> value = entity.spec().text(field);
            if (value.isPresent()
                    && claims.stream().noneMatch(claim -> claim.field().equals(field))) {
                declared.add(
                        new Claim(
                                field,
                                0,
                                value.get(),
                                cluster ? ClaimOrder.KUBERNETES : ClaimOrder.FILE,
                                "",
                                Claim.DECLARED,
                                location.substring(location.indexOf(':') + 1),
                                "",
                                Instant.EPOCH,
                                null));
            }
        }
        return declared;
    }

    private static String because(
            EntityRef ref, @Nullable String owner, boolean owned, List<ClaimVerdict> verdicts) {
        if (!owned) {
            return "An entity of the kind " + ref.kind() + " has no owner.";
        }
        Optional<Claim> winner =
                verdicts.stream()
                        .filter(verdict -> verdict.claim().field().equals(Claim.OWNER))
                        .filter(verdict -> verdict.status() == ClaimStatus.APPLIED)
                        .map(ClaimVerdict::claim)
                        .findFirst();
        if (owner == null || winner.isEmpty()) {
            return "No source names an owner.";
        }
        Claim claim = winner.get();
        String says =
                switch (claim.source()) {
                    case ClaimOrder.FILE -> "Its own file says so";
                    case ClaimOrder.CODEOWNERS -> "CODEOWNERS says so";
                    case ClaimOrder.KUBERNETES -> "The cluster says so";
                    case ClaimOrder.CI -> "The CI job " + claim.actor() + " claimed it";
                    case ClaimOrder.DEFAULT -> "It is the default that " + claim.actor() + " set";
                    default -> claim.actor() + " claimed it";
                };
        String evidence = claim.evidence();
        return says + (evidence == null || evidence.isEmpty() ? "." : ": " + evidence + ".");
    }

    public List<Finding> findings(EntityRef ref) {
        return memory.findings(ref);
    }

    public Found findings(Question question) {
        List<Finding> found = new ArrayList<>();
        for (List<Finding> some : memory.findingsAfter(question.after())) {
            if (!question.visible().test(some.getFirst().entity())) {
                continue;
            }
            List<Finding> wanted = some.stream().filter(each -> fits(each, question)).toList();
            if (!wanted.isEmpty() && found.size() >= question.limit()) {
                return new Found(found, true);
            }
            found.addAll(wanted);
        }
        return new Found(found, false);
    }

    private static boolean fits(Finding finding, Question question) {
        EntityRef owner = question.owner();
        return (question.types().isEmpty() || question.types().contains(finding.type()))
                && (owner == null || finding.owners().contains(owner.toString()));
    }
}
