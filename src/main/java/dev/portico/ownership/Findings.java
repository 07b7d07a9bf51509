package dev.portico.ownership;

import dev.portico.catalog.ClaimOrder;
import dev.portico.model.Claim;
import dev.portico.model.EntityRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds what is wrong with the ownership of one entity. Pure.
final class Findings {
    private final EntityFacts facts;
    private final List<Claim> claims;
    private final Organisation people;
    private final Instant now;
    private final List<Finding> found = new ArrayList<>();

    private Findings(EntityFacts facts, List<Claim> claims, Organisation people, Instant now) {
        this.facts = facts;
        this.claims = claims;
        this.people = people;
        this.now = now;
    }

    /// @param claims all about the entity
    /// @param owned whether entities of the kind have owners
    static List<Finding> of(
            EntityFacts facts,
            List<Claim> claims,
            boolean owned,
            Organisation people,
            Instant now) {
        Findings findings = new Findings(facts, claims, people, now);
        if (facts.orphan()) {
            findings.add(
                    FindingType.ORPHANED,
                    List.of(),
                    "The source of this entity is gone; it will go, too, unless the source comes"
                            + " back or another declares it.");
        }
        if (owned) {
            findings.owners();
            findings.differs();
        }
        findings.disagree();
        findings.expired();
        return List.copyOf(findings.found);
    }

    private void add(FindingType type, List<String> others, String message) {
        Set<String> owners = new LinkedHashSet<>();
        facts.owners().forEach(owner -> owners.add(owner.toString()));
        owners.addAll(others);
        found.add(new Finding(facts.ref(), type, List.copyOf(owners), message));
    }

    private void owners() {
        if (facts.owners().isEmpty()) {
            add(
                    FindingType.NO_OWNER,
                    List.of(),
                    "No one owns this entity; name a group in spec.owner, in CODEOWNERS, or claim"
                            + " it.");
            return;
        }
        boolean reachable = facts.contact();
        for (EntityRef owner : facts.owners()) {
            if (!people.exists(owner)) {
                add(
                        FindingType.UNKNOWN_OWNER,
                        List.of(),
                        "The owner " + owner + " is not in the catalog.");
                reachable = true; // who does not exist need not be asked for an address
            } else if (!people.hasMembers(owner)) {
                add(FindingType.EMPTY_OWNER, List.of(), "The owner " + owner + " has no members.");
            }
            reachable |= people.hasContact(owner);
        }
        if (!reachable) {
            add(
                    FindingType.NO_CONTACT,
                    List.of(),
                    "Nothing says how the owner is reached; give the owner a mail address"
                            + " (spec.profile.email) or a link, or claim a contact.");
        }
    }

    private void differs() {
        Optional<Claim> file = standing(ClaimOrder.FILE).findFirst();
        List<String> named = standing(ClaimOrder.CODEOWNERS).map(Claim::value).toList();
        if (file.isPresent()
                && !named.isEmpty()
                && named.stream()
                        .noneMatch(value -> same(Claim.OWNER, value, file.get().value()))) {
            List<String> others = new ArrayList<>(named);
            others.add(canonical(file.get().value()));
            add(
                    FindingType.OWNER_DIFFERS,
                    others,
                    "The file says "
                            + file.get().value()
                            + ", and CODEOWNERS "
                            + String.join(", ", named)
                            + " ("
                            + standing(ClaimOrder.CODEOWNERS).findFirst().orElseThrow().evidence()
                            + ").");
        }
    }

    private Stream<Claim> standing(String source) {
        return claims.stream()
                .filter(claim -> claim.field().equals(Claim.OWNER))
                .filter(claim -> claim.source().equals(source) && !claim.isExpired(now))
                .sorted(Claim.ORDER);
    }

    /// The file and CODEOWNERS have a finding of their own.
    private void disagree() {
        for (String field : Claim.SINGLE) {
            Map<String, List<String>> said = new LinkedHashMap<>();
            claims.stream()
                    .filter(claim -> claim.field().equals(field) && !claim.isExpired(now))
                    .sorted(Claim.ORDER)
                    .forEach(
                            claim ->
                                    said.computeIfAbsent(
                                                    claim.source() + ' ' + claim.origin(),
                                                    _ -> new ArrayList<>())
                                            .add(claim.value()));
            tellFirst(field, said);
        }
    }

    /// One finding a field, of the first two that disagree.
    private void tellFirst(String field, Map<String, List<String>> said) {
        List<String> speakers = List.copyOf(said.keySet());
        for (int i = 0; i < speakers.size(); i++) {
            for (int j = i + 1; j < speakers.size(); j++) {
                if (disagree(field, speakers.get(i), speakers.get(j), said)) {
                    tell(field, speakers.get(i), speakers.get(j), said);
                    return;
                }
            }
        }
    }

    private boolean disagree(
            String field, String one, String other, Map<String, List<String>> said) {
        boolean declared = isOf(one, ClaimOrder.FILE) || isOf(other, ClaimOrder.FILE);
        boolean codeowners = isOf(one, ClaimOrder.CODEOWNERS) || isOf(other, ClaimOrder.CODEOWNERS);
        return !(declared && codeowners)
                && values(said, one).stream()
                        .noneMatch(
                                value ->
                                        values(said, other).stream()
                                                .anyMatch(its -> same(field, value, its)));
    }

    private static List<String> values(Map<String, List<String>> said, String speaker) {
        return said.getOrDefault(speaker, List.of());
    }

    private static boolean isOf(String speaker, String source) {
        return speaker.startsWith(source + ' ');
    }

    private void tell(String field, String one, String other, Map<String, List<String>> said) {
        List<String> others =
                field.equals(Claim.OWNER)
                        ? Stream.of(one, other)
                                .flatMap(speaker -> values(said, speaker).stream())
                                .map(this::canonical)
                                .filter(Objects::nonNull)
                                .toList()
                        : List.of();
        add(
                FindingType.CLAIMS_DISAGREE,
                others,
                "Sources disagree about the "
                        + field
                        + ": "
                        + one.strip()
                        + " says "
                        + String.join(", ", values(said, one))
                        + ", "
                        + other.strip()
                        + " says "
                        + String.join(", ", values(said, other))
                        + ".");
    }

    private void expired() {
        for (Claim claim : claims) {
            @Nullable Instant end = claim.expires();
            if (end != null && claim.isExpired(now)) {
                add(
                        FindingType.CLAIM_EXPIRED,
                        claim.field().equals(Claim.OWNER)
                                ? List.of(canonical(claim.value()))
                                : List.of(),
                        "The claim of "
                                + claim.actor()
                                + " that the "
                                + claim.field()
                                + " is "
                                + claim.value()
                                + " ended at "
                                + end
                                + ".");
            }
        }
    }

    private boolean same(String field, String one, String other) {
        return Claim.same(field, one, other, facts.ref().namespace());
    }

    private String canonical(String owner) {
        return Claim.isOwner(owner)
                ? Claim.owner(owner, facts.ref().namespace()).toString()
                : owner;
    }
}
