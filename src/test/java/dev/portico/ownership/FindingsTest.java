package dev.portico.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.model.Claim;
import dev.portico.model.EntityRef;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final EntityRef ORDERS = EntityRef.parse("component:default/orders");

    private final Organisation people =
            new People()
                    .group("red", Map.of())
                    .empty("blue")
                    .user("ann", "ann@example.com", Map.of())
                    .show()
                    .current();

    @Test
    void nothingIsFoundWhereAllIsWell() {
        assertThat(findings(facts(false, true, "group:default/red"))).isEmpty();
        assertThat(findings(facts(false, false, "user:default/ann"))).isEmpty();
    }

    @Test
    void whatIsWrongWithTheOwner() {
        assertThat(types(findings(facts(false, true)))).containsExactly(FindingType.NO_OWNER);
        assertThat(types(findings(facts(true, false, "group:default/ghost"))))
                .containsExactly(FindingType.ORPHANED, FindingType.UNKNOWN_OWNER);
        assertThat(types(findings(facts(false, false, "group:default/blue"))))
                .containsExactly(FindingType.EMPTY_OWNER, FindingType.NO_CONTACT);
        assertThat(types(Findings.of(facts(false, false), List.of(), false, people, NOW)))
                .isEmpty();
    }

    @Test
    void theFileThatNamesAnotherThanCodeowners() {
        Claim file = claim("owner", 0, "red", "file", "git:a", 100, null);
        Claim first = claim("owner", 0, "group:default/blue", "codeowners", "git:a", 110, null);
        Claim second = claim("owner", 1, "group:default/red", "codeowners", "git:a", 110, null);
        EntityFacts facts = facts(false, true, "group:default/red");

        List<Finding> found = findings(facts, file, first);

        assertThat(types(found)).containsExactly(FindingType.OWNER_DIFFERS);
        assertThat(found.getFirst().owners())
                .containsExactly("group:default/red", "group:default/blue");
        assertThat(found.getFirst().message())
                .isEqualTo(
                        "The file says red, and CODEOWNERS group:default/blue (CODEOWNERS:1@c0).");
        assertThat(findings(facts, file, first, second)).isEmpty();
    }

    @Test
    void claimsThatDisagreeOrHaveEnded() {
        Claim ci = claim("tier", 0, "1", "ci", "ci:x", 90, null);
        Claim portal = claim("tier", 0, "2", "portal", "", 80, null);
        Claim ended = claim("owner", 0, "blue", "portal", "", 80, NOW.minusSeconds(1));
        EntityFacts facts = facts(false, true, "group:default/red");

        List<Finding> found = findings(facts, ci, portal, ended);

        assertThat(types(found))
                .containsExactly(FindingType.CLAIMS_DISAGREE, FindingType.CLAIM_EXPIRED);
        assertThat(found.getFirst().message())
                .isEqualTo("Sources disagree about the tier: portal says 2, ci ci:x says 1.");
        assertThat(found.getLast().owners())
                .containsExactly("group:default/red", "group:default/blue");
    }

    private static Claim claim(
            String field,
            int rank,
            String value,
            String source,
            String origin,
            int precedence,
            @Nullable Instant expires) {
        return new Claim(
                field,
                rank,
                value,
                source,
                origin,
                precedence,
                "CODEOWNERS:1@c0",
                "tester",
                NOW.minusSeconds(60),
                expires);
    }

    private static EntityFacts facts(boolean orphan, boolean contact, String... owners) {
        List<EntityRef> refs = Arrays.stream(owners).map(EntityRef::parse).toList();
        return new EntityFacts(
                ORDERS, refs, owners.length == 0 ? null : owners[0], null, orphan, contact);
    }

    private List<Finding> findings(EntityFacts facts, Claim... claims) {
        return Findings.of(facts, List.of(claims), true, people, NOW);
    }

    private static List<FindingType> types(List<Finding> findings) {
        return findings.stream().map(Finding::type).toList();
    }
}
