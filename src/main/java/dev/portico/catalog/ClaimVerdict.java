package dev.portico.catalog;

import dev.portico.model.Claim;
import dev.portico.model.EntityRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A claim and what became of it.
///
/// @param because why it does not count, as a sentence; null when it does
/// @param by the claim that counts instead; null for none
public record ClaimVerdict(
        Claim claim, ClaimStatus status, @Nullable String because, @Nullable Claim by) {
    /// Judges all claims about one entity, those that count first. Pure; the same rule as the
    /// merge.
    ///
    /// @param owned whether entities of the kind have owners
    public static List<ClaimVerdict> of(
            EntityRef ref, Claimed claimed, boolean owned, Instant now) {
        List<ClaimVerdict> verdicts = new ArrayList<>();
        List<Claim> ordered = claimed.claims().stream().sorted(Claim.ORDER).toList();
        for (Claim claim : ordered) {
            verdicts.add(judge(ref, claim, ordered, claimed.exists(), owned, now));
        }
        return List.copyOf(verdicts);
    }

    /// The claim that gives a field its value; empty when none does.
    public static Optional<Claim> winner(List<Claim> claims, String field, Instant now) {
        return claims.stream()
                .filter(claim -> claim.field().equals(field) && !claim.isExpired(now))
                .min(Claim.ORDER);
    }

    private static ClaimVerdict judge(
            EntityRef ref,
            Claim claim,
            List<Claim> all,
            boolean exists,
            boolean owned,
            Instant now) {
        if (claim.isExpired(now)) {
            return new ClaimVerdict(
                    claim, ClaimStatus.EXPIRED, "It ended at " + claim.expires() + ".", null);
        }
        if (claim.field().equals(Claim.OWNER) && !owned) {
            return new ClaimVerdict(
                    claim,
                    ClaimStatus.REFUSED,
                    "An entity of the kind " + ref.kind() + " has no owner.",
                    null);
        }
        if (!exists) {
            return new ClaimVerdict(
                    claim,
                    ClaimStatus.WAITING,
                    "There is no entity " + ref + "; the claim counts once there is.",
                    null);
        }
        Claim winner = winner(all, claim.field(), now).orElse(claim);
        boolean counts =
                claim.field().equals(Claim.LINKS)
                        || winner.equals(claim)
                        || Claim.same(
                                claim.field(), winner.value(), claim.value(), ref.namespace());
        return counts
                ? new ClaimVerdict(claim, ClaimStatus.APPLIED, null, null)
                : new ClaimVerdict(claim, ClaimStatus.OVERRULED, overruled(claim, winner), winner);
    }

    private static String overruled(Claim claim, Claim winner) {
        String whose = "The " + winner.source() + " says " + winner.value();
        if (winner.source().equals(claim.source()) && winner.origin().equals(claim.origin())) {
            return whose + " first.";
        }
        return winner.precedence() == claim.precedence()
                ? whose + " and said so later."
                : whose + ", and " + winner.source() + " counts before " + claim.source() + ".";
    }
}
