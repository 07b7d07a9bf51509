package dev.portico.ownership;

import static dev.portico.catalog.CatalogFixture.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.access.CiJob;
import dev.portico.access.Gates;
import dev.portico.access.Viewer;
import dev.portico.catalog.CatalogFixture;
import dev.portico.catalog.Cause;
import dev.portico.catalog.ClaimDelta;
import dev.portico.catalog.ClaimOrder;
import dev.portico.catalog.Claims;
import dev.portico.catalog.Declaration;
import dev.portico.catalog.Delta;
import dev.portico.catalog.Kinds;
import dev.portico.catalog.SourceLease;
import dev.portico.catalog.store.ReadClaims;
import dev.portico.catalog.store.ReadKinds;
import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.model.SourceClass;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.scm.GitHosts;
import dev.portico.test.TestDatabase;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnershipClaimsTest {
    private static final String SHOP = "https://github.com/acme/shop";
    private static final String OTHER = "https://github.com/acme/other";
    private static final EntityRef ORDERS = ref("orders");

    private final CatalogFixture catalog = new CatalogFixture(TestDatabase.fresh());
    private final SourceLease source = catalog.source("git:" + SHOP, SourceClass.GIT);
    private final Claims claims = new Claims(new ReadClaims(catalog.sql, ClaimOrder.STANDARD));
    private final OwnedKinds kinds =
            new OwnedKinds(new Kinds(new ReadKinds(catalog.sql), List.of()));
    private final Places places = new Places(new GitHosts(List.of()));
    private final OwnershipMemory memory = new OwnershipMemory(kinds, places, Clock.systemUTC());
    private List<OwnershipConfig.CiRule> rules = List.of();

    @BeforeEach
    void catalog() {
        put("orders", SHOP, "services/orders/catalog-info.yaml", "red");
        put("pay", SHOP, "services/pay/catalog-info.yaml", "red");
        put("alien", OTHER, "catalog-info.yaml", "blue");
    }

    @Test
    void anAdminClaimsAndIsToldWhatBecameOfEach() {
        List<ClaimOutcome> outcomes =
                write(
                        Viewer.LOCAL,
                        """
                        {"entity": "orders", "owner": "payments", "lifecycle": "production",
                         "links": ["https://example.com/runbook"], "evidence": "INC-7"}
                        """,
                        "{\"entity\": \"later\", \"owner\": \"user:ann\"}",
                        "{\"entity\": \"pay\", \"owner\": \"red\", \"source\": \"default\"}");

        assertThat(told(outcomes))
                .containsExactly(
                        "0 lifecycle APPLIED null",
                        "0 links APPLIED null",
                        "0 owner APPLIED null",
                        "1 owner WAITING There is no entity component:default/later; the claim"
                                + " counts once there is.",
                        "2 owner APPLIED null");
        assertThat(spec("orders").text("owner")).contains("group:default/payments");
        assertThat(spec("pay").text("owner")).contains("red");
        assertThat(
                        told(
                                write(
                                        Viewer.LOCAL,
                                        "{\"entity\":\"orders\",\"owner\":\"payments\",\"evidence\":\"INC-7\"}")))
                .containsExactly("0 owner UNCHANGED null");
        assertThat(told(write(Viewer.LOCAL, "{\"entity\":\"orders\",\"owner\":null}")))
                .containsExactly("0 owner WITHDRAWN null");
        assertThat(spec("orders").text("owner")).contains("red");
    }

    @Test
    void whatCantBeClaimedIsRefusedAndTheRestIsDone() {
        List<ClaimOutcome> outcomes =
                write(
                        Viewer.LOCAL,
                        "{\"entity\": \"\", \"owner\": \"a\"}",
                        "{\"entity\": \"orders\"}",
                        "{\"entity\": \"orders\", \"ownr\": \"a\"}",
                        "{\"entity\": \"orders\", \"owner\": \"a b\"}",
                        "{\"entity\": \"orders\", \"owner\": \"api:a\"}",
                        "{\"entity\": \"group:x\", \"owner\": \"a\"}",
                        "{\"entity\": \"orders\", \"links\": [\"javascript:x\"]}",
                        "{\"entity\": \"orders\", \"tier\": 1}",
                        "{\"entity\": \"orders\", \"tier\": \"a\\nb\"}",
                        "{\"entity\": \"orders\", \"tier\": \"1\", \"expires\": \"soon\"}",
                        "{\"entity\": \"orders\", \"tier\": \"1\", \"expires\": \"2001-01-01T00:00:00Z\"}",
                        "{\"entity\": \"orders\", \"tier\": \"1\", \"source\": \"file\"}",
                        "{\"entity\": \"orders\", \"tier\": \"1\"}",
                        "{\"entity\": \"component:orders\", \"tier\": \"2\"}");

        assertThat(outcomes)
                .filteredOn(each -> each.result() != ClaimEffect.REFUSED)
                .extracting(ClaimOutcome::index)
                .containsExactly(12);
        assertThat(outcomes)
                .filteredOn(each -> each.result() == ClaimEffect.REFUSED)
                .hasSize(13)
                .allSatisfy(each -> assertThat(each.because()).endsWith("."));
        assertThat(outcomes.get(2).because())
                .isEqualTo(
                        "There is no field ownr; a claim has entity, owner, lifecycle, tier,"
                                + " contact, links, evidence, expires.");
        assertThat(outcomes.get(13).because())
                .isEqualTo("The request claims the tier of component:default/orders twice.");
    }

    @Test
    void aPersonClaimsWhatTheyOwnAndNothingElse() {
        Viewer ann = user(Set.of("user:default/ann", "group:default/red"));

        assertThat(
                        told(
                                write(
                                        ann,
                                        "{\"entity\": \"orders\", \"owner\": \"blue\"}",
                                        "{\"entity\": \"alien\", \"owner\": \"red\"}",
                                        "{\"entity\": \"ghost\", \"owner\": \"red\"}")))
                .containsExactly(
                        "0 owner APPLIED null",
                        "1 owner REFUSED user:default/ann may not make claims about"
                                + " component:default/alien: no rule allows it; by the policy that"
                                + " ships with the program its owners may.",
                        "2 owner REFUSED There is no entity component:default/ghost in the"
                                + " catalog; claim it once it is there.");
    }

    @Test
    void aJobSpeaksOnlyOfItsOwnRepositoryAndBranchAndOnlyWhenTrusted() {
        Viewer job = ci(SHOP, "refs/heads/main", true, null);

        assertThat(
                        told(
                                write(
                                        job,
                                        "{\"entity\": \"orders\", \"owner\": \"blue\"}",
                                        "{\"entity\": \"alien\", \"owner\": \"red\"}")))
                .containsExactly(
                        "0 owner APPLIED null",
                        "1 owner REFUSED The source of component:default/alien does not lie in "
                                + SHOP
                                + ", where this job comes from.");
        assertThat(reason(ci(SHOP, "refs/heads/feature", true, null)))
                .isEqualTo(
                        "The job runs for refs/heads/feature, and component:default/orders was"
                                + " read from another branch: "
                                + SHOP
                                + "/blob/main/services/orders/catalog-info.yaml.");
        assertThat(reason(ci(SHOP, "refs/pull/7/merge", false, null)))
                .startsWith("The job was started by pull_request that may come from outside");
        assertThat(reason(ci(SHOP, "refs/tags/main", true, null)))
                .startsWith("The job runs for refs/tags/main");
        assertThat(reason(ci(SHOP + "-evil", "refs/heads/main", true, null)))
                .startsWith("The source of component:default/orders does not lie in");
        assertThat(reason(ci("https://evil.example.com/acme/shop", "refs/heads/main", true, null)))
                .startsWith("The source of component:default/orders does not lie in");
    }

    @Test
    void aJobsClaimIsOverruledByAPersonsAndSaysByWhom() {
        write(
                Viewer.LOCAL,
                "{\"entity\": \"orders\", \"owner\": \"green\"}",
                "{\"entity\": \"pay\", \"owner\": \"green\"}");

        ClaimOutcome outcome =
                write(
                                ci(SHOP, "refs/heads/main", true, null),
                                "{\"entity\": \"orders\", \"owner\": \"blue\"}")
                        .getFirst();

        assertThat(outcome.result()).isEqualTo(ClaimEffect.OVERRULED);
        assertThat(outcome.because())
                .isEqualTo("The portal says group:default/green, and portal counts before ci.");
        assertThat(outcome.by())
                .isEqualTo(new ClaimOutcome.Winner("portal", "group:default/green", null));
    }

    @Test
    void inARepositoryWithSeveralOwnersCodeownersOrARuleDecides() {
        put("pay", SHOP, "services/pay/catalog-info.yaml", "blue");
        Viewer job = ci(SHOP, "refs/heads/main", true, ".github/workflows/orders.yaml");
        assertThat(reason(job))
                .isEqualTo(
                        "The repository acme/shop has several owners, and CODEOWNERS does not give"
                                + " services/orders/catalog-info.yaml to group:default/blue; a rule"
                                + " of portico.ownership.ci-rules can let this job speak for it.");

        codeowners(ORDERS, "group:default/blue");
        assertThat(told(write(job, "{\"entity\": \"orders\", \"owner\": \"blue\"}")))
                .containsExactly("0 owner APPLIED null");
        assertThat(told(write(job, "{\"entity\": \"orders\", \"owner\": \"blue\"}")))
                .containsExactly("0 owner UNCHANGED null");
        assertThat(told(write(job, "{\"entity\": \"orders\", \"tier\": \"1\"}")).getFirst())
                .startsWith("0 tier REFUSED The repository acme/shop has several owners, and the");

        rules =
                List.of(
                        new CiRule(
                                "acme/*",
                                Optional.of(".github/workflows/orders.yaml"),
                                List.of("services/orders/**")));
        assertThat(
                        told(
                                write(
                                        job,
                                        "{\"entity\": \"orders\", \"owner\": \"pink\", \"tier\":"
                                                + " \"1\"}",
                                        "{\"entity\": \"pay\", \"owner\": \"pink\"}")))
                .extracting(text -> text.split(" ")[2])
                .containsExactly("APPLIED", "APPLIED", "REFUSED");
        assertThat(reason(ci(SHOP, "refs/heads/main", true, ".github/workflows/x.yaml"), "pink"))
                .startsWith("The repository acme/shop has several owners");
    }

    @Test
    void whatAJobClaimedMakesARepositoryHaveNoMoreOwners() {
        Viewer job = ci(SHOP, "refs/heads/main", true, null);
        write(job, "{\"entity\": \"orders\", \"owner\": \"blue\"}");

        assertThat(told(write(job, "{\"entity\": \"pay\", \"owner\": \"green\"}")))
                .containsExactly("0 owner APPLIED null");
    }

    @Test
    void aDryRunTellsTheSameAndChangesNothing() {
        long before = catalog.feed.latest();
        String[] requests = {
            "{\"entity\": \"orders\", \"owner\": \"blue\"}",
            "{\"entity\": \"none\", \"owner\": \"blue\"}"
        };

        List<ClaimOutcome> dry = writer().write(Viewer.LOCAL, parse(requests), true);

        assertThat(catalog.feed.latest()).isEqualTo(before);
        assertThat(dry).isEqualTo(write(Viewer.LOCAL, requests));
    }

    @Test
    void tenThousandClaimsAreOneRequestAndNotMore() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < OwnershipClaims.MAX; i++) {
            names.add("svc-" + i);
        }
        for (int from = 0; from < names.size(); from += Delta.MAX_ENTITIES) {
            Declaration[] some =
                    names.subList(from, from + Delta.MAX_ENTITIES).stream()
                            .map(name -> CatalogFixture.component(name, name, "red"))
                            .toArray(Declaration[]::new);
            catalog.put(source, some);
        }
        List<ClaimRequest> requests =
                names.stream()
                        .map(
                                name ->
                                        ClaimRequest.parse(
                                                JsonObject.EMPTY
                                                        .with("entity", "component:default/" + name)
                                                        .with("owner", "group:default/blue")))
                        .toList();

        List<ClaimOutcome> outcomes = writer().write(Viewer.LOCAL, requests, false);
        assertThat(outcomes)
                .hasSize(OwnershipClaims.MAX)
                .allMatch(each -> each.result() == ClaimEffect.APPLIED);
        List<ClaimRequest> tooMany = new ArrayList<>(requests);
        tooMany.add(requests.getFirst());
        assertThatThrownBy(() -> writer().write(Viewer.LOCAL, tooMany, false))
                .isInstanceOf(PorticoException.class)
                .hasMessageContaining("10001");
    }

    private record CiRule(String repository, Optional<String> workflow, List<String> paths)
            implements OwnershipConfig.CiRule {
        @Override
        public Optional<String> environment() {
            return Optional.empty();
        }

        @Override
        public Optional<String> ref() {
            return Optional.of("refs/heads/main");
        }
    }

    private OwnershipClaims writer() {
        ClaimAuthority authority =
                new ClaimAuthority(
                        memory,
                        places,
                        Gates.of(() -> Viewer.ANONYMOUS, new OwnedEntities(memory)),
                        () -> rules,
                        Clock.systemUTC());
        return new OwnershipClaims(catalog.writer, authority, kinds, Clock.systemUTC());
    }

    private static List<ClaimRequest> parse(String... json) {
        return Arrays.stream(json).map(text -> ClaimRequest.parse(JsonObject.parse(text))).toList();
    }

    private List<ClaimOutcome> write(Viewer viewer, String... json) {
        List<ClaimOutcome> outcomes = writer().write(viewer, parse(json), false);
        memory.claimed(claims.read(0).claims());
        return outcomes;
    }

    private String reason(Viewer job) {
        return reason(job, "blue");
    }

    private String reason(Viewer job, String owner) {
        return String.valueOf(
                write(job, "{\"entity\": \"orders\", \"owner\": \"" + owner + "\"}")
                        .getFirst()
                        .because());
    }

    private static List<String> told(List<ClaimOutcome> outcomes) {
        return outcomes.stream()
                .map(
                        each ->
                                each.index()
                                        + " "
                                        + each.field()
                                        + " "
                                        + each.result()
                                        + " "
                                        + each.because())
                .toList();
    }

    private void codeowners(EntityRef ref, String owner) {
        catalog.writer.apply(
                ClaimDelta.of(
                        new Cause("test", null, "test"),
                        List.of(
                                new ClaimDelta.Change(
                                        ref,
                                        "owner",
                                        "codeowners",
                                        source.source(),
                                        List.of(owner),
                                        "CODEOWNERS:1@c1",
                                        "test",
                                        null))));
        memory.claimed(claims.read(0).claims());
    }

    private void put(String name, String repository, String path, String owner) {
        catalog.put(source, CatalogFixture.component(path, name, owner));
        memory.put(
                new EntityFacts(
                        ref(name),
                        List.of(EntityRef.parse("group:default/" + owner)),
                        owner,
                        repository + "/blob/main/" + path,
                        false,
                        false));
    }

    private JsonObject spec(String name) {
        return new Entity(
                        JsonObject.parse(
                                catalog.feed.states(List.of(ref(name))).getFirst().document()))
                .spec();
    }

    private static Viewer user(Set<String> owns) {
        return new Viewer(
                Viewer.Type.USER,
                "user:default/ann",
                owns,
                false,
                null,
                "a test",
                JsonObject.EMPTY,
                null);
    }

    private static Viewer ci(
            String repository, String gitRef, boolean trusted, @Nullable String workflow) {
        String path = repository.substring(repository.indexOf('/', 8) + 1);
        return new Viewer(
                Viewer.Type.CI,
                "ci:github/" + path,
                Set.of(),
                false,
                null,
                "a test",
                JsonObject.EMPTY,
                new CiJob(
                        "github",
                        path,
                        "4711",
                        repository,
                        gitRef,
                        "c0ffee",
                        trusted ? "push" : "pull_request",
                        workflow,
                        null,
                        trusted));
    }
}
