package dev.portico.catalog;

import static dev.portico.catalog.CatalogFixture.component;
import static dev.portico.catalog.CatalogFixture.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.catalog.store.ReadClaims;
import dev.portico.model.Claim;
import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.model.RelationPair;
import dev.portico.model.SourceClass;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.test.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClaimsTest {
    private static final Cause CAUSE = new Cause("claims", null, "test");

    private static final ClaimUpkeep.Keep KEEP =
            new ClaimUpkeep.Keep(Duration.ofDays(90), Duration.ofDays(1_095));

    private final DataSource database = TestDatabase.fresh();
    private final CatalogFixture catalog = new CatalogFixture(database);
    private final ReadClaims claims = new ReadClaims(catalog.sql, ClaimOrder.STANDARD);
    private final SourceLease a = catalog.source("git:a", SourceClass.GIT);

    static Stream<DataSource> databases() {
        return Stream.concat(Stream.of(TestDatabase.fresh()), TestDatabase.onPostgres15().stream());
    }

    @ParameterizedTest
    @MethodSource("databases")
    void theOwnerThatCountsShowsInSpecAndRelations(DataSource dataSource) {
        CatalogFixture fixture = new CatalogFixture(dataSource);
        fixture.put(fixture.source("git:a", SourceClass.GIT), component("f", "orders", "red"));

        ClaimDelta.Result result = claim(fixture, owner("orders", "portal", "", "blue"));

        assertThat(result.changed()).containsExactly(true);
        assertThat(result.applied()).isEqualTo(new Applied(2, 0, 1, 0));
        assertThat(ownerOf(fixture, "orders")).isEqualTo("blue");
        assertThat(owners(fixture)).containsExactly("group:default/blue");
        assertThat(verdicts(result, "orders"))
                .containsExactly(
                        "portal blue APPLIED null",
                        "file red OVERRULED The portal says blue, and portal counts before file.");
        assertThat(claim(fixture, owner("orders", "portal", "", "blue")).changed())
                .containsExactly(false);
        assertThat(fixture.feed.latest()).isEqualTo(2);

        claim(fixture, withdraw("orders", "portal", ""));

        assertThat(ownerOf(fixture, "orders")).isEqualTo("red");
        assertThat(owners(fixture)).containsExactly("group:default/red");
    }

    @Test
    void aWeakerClaimFillsAGapAndElseIsOverruled() {
        catalog.put(a, component("f", "orders", "red"));

        ClaimDelta.Result result =
                claim(
                        catalog,
                        owner("orders", "codeowners", "git:a", "blue", "green"),
                        new ClaimDelta.Change(
                                ref("orders"),
                                "lifecycle",
                                "default",
                                "",
                                List.of("production"),
                                null,
                                "local",
                                null));

        assertThat(spec("orders").text("owner")).contains("red");
        assertThat(spec("orders").text("lifecycle")).contains("production");
        assertThat(verdicts(result, "orders"))
                .containsExactly(
                        "file red APPLIED null",
                        "codeowners blue OVERRULED The file says red, and file counts before"
                                + " codeowners.",
                        "codeowners green OVERRULED The file says red, and file counts before"
                                + " codeowners.",
                        "default production APPLIED null");
    }

    @Test
    void theOrderOfSourcesIsDataAndANewOneMergesAnew() {
        catalog.put(a, component("f", "orders", "red"));
        claim(catalog, owner("orders", "codeowners", "git:a", "blue"));
        upkeep(ClaimOrder.STANDARD).look();
        assertThat(ownerOf(catalog, "orders")).isEqualTo("red");

        int merged = upkeep(ClaimOrder.of(List.of("codeowners", "file"))).look();

        assertThat(merged).isEqualTo(1);
        assertThat(ownerOf(catalog, "orders")).isEqualTo("blue");
        assertThat(upkeep(ClaimOrder.of(List.of("codeowners", "file"))).look()).isZero();
        assertThatThrownBy(() -> ClaimOrder.of(List.of("file", "telepathy")))
                .isInstanceOf(PorticoException.class)
                .hasMessageContaining("telepathy");
    }

    @Test
    void aClaimWaitsForItsEntity() {
        ClaimDelta.Result early = claim(catalog, owner("orders", "ci", "ci:github/acme/o", "blue"));

        assertThat(verdicts(early, "orders"))
                .containsExactly(
                        "ci blue WAITING There is no entity component:default/orders; the claim"
                                + " counts once there is.");
        assertThat(catalog.feed.entities()).isZero();

        catalog.put(a, component("f", "orders", "red"));
        assertThat(ownerOf(catalog, "orders")).isEqualTo("blue");
        assertThat(owners(catalog)).containsExactly("group:default/blue");

        catalog.put(a, component("f", "orders", "green"));
        assertThat(ownerOf(catalog, "orders")).isEqualTo("blue");
        assertThat(held("orders")).contains("file green", "ci blue");

        catalog.remove(a, component("f", "orders", "green"));
        assertThat(held("orders")).containsExactly("ci blue");
    }

    @Test
    void aClaimEndsByTheClockOfTheDatabase() {
        catalog.put(a, component("f", "orders", "red"));
        Instant soon = databaseTime().plusMillis(300);
        claim(catalog, owner("orders", "portal", "", soon, "blue"));
        assertThat(ownerOf(catalog, "orders")).isEqualTo("blue");
        ClaimUpkeep upkeep = upkeep(ClaimOrder.STANDARD);
        Awaitility.await()
                .untilAsserted(
                        () -> {
                            upkeep.look();
                            assertThat(ownerOf(catalog, "orders")).isEqualTo("red");
                        });
        assertThat(databaseTime()).isAfter(soon);

        ClaimDelta.Result after =
                catalog.writer.apply(
                        new ClaimDelta(null, CAUSE, List.of(), List.of(ref("orders")), false));
        assertThat(verdicts(after, "orders"))
                .containsExactly(
                        "portal blue EXPIRED It ended at " + micros(soon) + ".",
                        "file red APPLIED null");
        long position = catalog.feed.latest();
        assertThat(upkeep.look()).isZero();
        assertThat(catalog.feed.latest()).isEqualTo(position);
    }

    @Test
    void aDryRunAnswersTheSameAndWritesNothing() {
        catalog.put(a, component("f", "orders", "red"));
        List<ClaimDelta.Change> changes =
                List.of(owner("orders", "portal", "", "blue"), owner("none", "portal", "", "x"));

        ClaimDelta.Result dry =
                catalog.writer.apply(new ClaimDelta(null, CAUSE, changes, List.of(), true));

        assertThat(dry.applied()).isEqualTo(new Applied(1, 0, 1, 0));
        assertThat(ownerOf(catalog, "orders")).isEqualTo("red");
        assertThat(claims.read(0).claims()).isEmpty();
        ClaimDelta.Result real =
                catalog.writer.apply(new ClaimDelta(null, CAUSE, changes, List.of(), false));
        assertThat(verdicts(dry, "orders")).isEqualTo(verdicts(real, "orders"));
        assertThat(verdicts(dry, "none")).isEqualTo(verdicts(real, "none"));
    }

    @Test
    void aClusterThatNamesAnOwnerClaimsIt() {
        SourceLease cluster = catalog.source("kubernetes:prod", SourceClass.KUBERNETES);
        catalog.put(a, withoutOwner("orders"));
        catalog.put(cluster, component("prod/default/orders", "orders", "cluster"));

        assertThat(ownerOf(catalog, "orders")).isEqualTo("cluster");
        assertThat(owners(catalog)).containsExactly("group:default/cluster");
        assertThat(held("orders")).containsExactly("kubernetes cluster");

        claim(catalog, owner("orders", "codeowners", "git:a", "blue"));
        assertThat(ownerOf(catalog, "orders")).isEqualTo("blue");

        catalog.remove(cluster, component("prod/default/orders", "orders", "cluster"));
        assertThat(held("orders")).containsExactly("codeowners blue");
    }

    @Test
    void aSourceThatGoesTakesItsClaimsAlong() {
        SourceLease b = catalog.source("git:b", SourceClass.GIT);
        catalog.put(b, component("f", "orders", "red"));
        claim(catalog, owner("orders", "codeowners", "git:a", "blue"));
        claim(catalog, owner("orders", "portal", "", "pink"));

        catalog.writer.removeSource("git:a", "test");

        assertThat(held("orders")).containsExactly("file red", "portal pink");
    }

    @Test
    void followersHearOfEachClaimOnce() {
        catalog.put(a, component("f", "orders", "red"));
        claim(catalog, owner("orders", "codeowners", "git:a", "blue"));
        Claims.Batch first = claims.read(0);
        claim(catalog, owner("pay", "codeowners", "git:a", "blue"));
        claim(catalog, withdraw("orders", "codeowners", "git:a"));

        Claims.Batch second = claims.read(first.position());

        assertThat(first.claims().keySet()).containsExactly(ref("orders"));
        assertThat(second.claims().get(ref("orders"))).isEmpty();
        assertThat(second.claims().get(ref("pay"))).hasSize(1);
        assertThat(claims.read(second.position()).claims()).isEmpty();
    }

    @Test
    void claimsAndDeclarationsOfTheSameRefsAtOnceEndAsOneAfterTheOther() throws Exception {
        CatalogFixture other = new CatalogFixture(database);
        List<Callable<Object>> writers = new ArrayList<>();
        writers.add(
                () -> {
                    for (int i = 0; i < 30; i++) {
                        catalog.put(
                                a,
                                component("f", "orders", "red" + i),
                                component("f", "pay", "red" + i));
                    }
                    return null;
                });
        writers.add(
                () -> {
                    for (int i = 0; i < 30; i++) {
                        claim(
                                other,
                                owner("pay", "portal", "", "blue" + i),
                                owner("orders", "portal", "", "blue" + i));
                    }
                    return null;
                });
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Object> done : executor.invokeAll(writers)) {
                done.get();
            }
        }

        for (String name : List.of("orders", "pay")) {
            assertThat(ownerOf(catalog, name)).isEqualTo("blue29");
            assertThat(held(name)).containsExactly("file red29", "portal blue29");
        }
        assertThat(owners(catalog)).containsExactly("group:default/blue29", "group:default/blue29");
    }

    @Test
    void whatRanOutLongAgoGoes() {
        catalog.put(a, component("f", "orders", "red"));
        claim(catalog, owner("orders", "portal", "", "blue"), owner("orders", "ci", "x", "green"));
        catalog.sql.inTransaction(
                tx ->
                        tx.update(
                                "update claim set ended = true, expires = clock_timestamp()"
                                        + " - case source when 'ci' then interval '91 days'"
                                        + " else interval '89 days' end"));

        upkeep(ClaimOrder.STANDARD).purge();

        assertThat(held("orders")).containsExactly("file red", "portal blue");
        long latest = catalog.feed.latest();
        upkeep(ClaimOrder.STANDARD).purge();
        assertThat(catalog.feed.latest()).isEqualTo(latest);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whatWasClaimedBeforeGoesAfterItsTimeAndNotWhatHolds(DataSource database) {
        CatalogFixture here = new CatalogFixture(database);
        here.put(here.source("git:a", SourceClass.GIT), component("f", "orders", "red"));
        claim(here, owner("orders", "portal", "", "blue"));
        claim(here, owner("orders", "portal", "", "green"));
        claim(here, owner("orders", "portal", "", "yellow"));
        assertThat(past(here)).containsExactly("blue", "green");
        here.sql.inTransaction(
                tx ->
                        tx.update(
                                "update delta set at = at - case when position <= 3 then"
                                        + " interval '1096 days' else interval '1094 days' end"));

        upkeep(here).purge();

        assertThat(past(here)).containsExactly("green");
        assertThat(ownerOf(here, "orders")).isEqualTo("yellow");
        upkeep(here).purge();
        assertThat(past(here)).containsExactly("green");
    }

    @Test
    void whatGoesIsMoreThanOneStep() {
        catalog.put(a, component("f", "orders", "red"));
        catalog.sql.inTransaction(
                tx -> {
                    tx.update(
                            """
                            insert into claim_past (ref, field, source, origin, rank, value, actor,
                                at, ended, from_delta, to_delta)
                            select 'component:default/x' || n, 'owner', 'portal', '', 0, 'red', 'x',
                                now(), false, d.delta_id, d.delta_id
                            from generate_series(1, 2500) n, delta d
                            """);
                    return tx.update("update delta set at = at - interval '1096 days'");
                });

        upkeep(ClaimOrder.STANDARD).purge();

        assertThat(past(catalog)).isEmpty();
    }

    private static List<String> past(CatalogFixture here) {
        return here.sql.onSnapshot(
                tx ->
                        tx.query(
                                "select value from claim_past order by to_delta",
                                row -> row.getString(1).replace("group:default/", "")));
    }

    private static ClaimUpkeep upkeep(CatalogFixture here) {
        return new ClaimUpkeep(
                new ReadClaims(here.sql, ClaimOrder.STANDARD),
                here.writer,
                ClaimOrder.STANDARD,
                KEEP);
    }

    private ClaimUpkeep upkeep(ClaimOrder order) {
        CatalogFixture fixture = new CatalogFixture(database, order);
        return new ClaimUpkeep(new ReadClaims(catalog.sql, order), fixture.writer, order, KEEP);
    }

    private static Declaration withoutOwner(String name) {
        Declaration full = component("f", name, "nobody");
        JsonObject json = full.document().entity().json();
        return new Declaration(
                full.location(),
                full.ref(),
                StoredDocument.of(json.with("spec", json.object("spec").without("owner"))),
                List.of(),
                List.of(),
                full.provenance());
    }

    private Instant databaseTime() {
        return catalog.sql.onSnapshot(
                tx ->
                        tx.queryOne(
                                        "select clock_timestamp()",
                                        row -> row.getTimestamp(1).toInstant())
                                .orElseThrow());
    }

    private static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    private static ClaimDelta.Result claim(CatalogFixture fixture, ClaimDelta.Change... changes) {
        return fixture.writer.apply(ClaimDelta.of(CAUSE, List.of(changes)));
    }

    private static ClaimDelta.Change owner(
            String name, String source, String origin, String... values) {
        return owner(name, source, origin, null, values);
    }

    private static ClaimDelta.Change owner(
            String name,
            String source,
            String origin,
            @Nullable Instant expires,
            String... values) {
        return new ClaimDelta.Change(
                ref(name), "owner", source, origin, List.of(values), "test:1", "tester", expires);
    }

    private static ClaimDelta.Change withdraw(String name, String source, String origin) {
        return owner(name, source, origin, null, new String[0]);
    }

    private static List<String> verdicts(ClaimDelta.Result result, String name) {
        Claimed claimed = result.entities().get(ref(name));
        return ClaimVerdict.of(ref(name), claimed, true, now(claimed)).stream()
                .map(
                        verdict ->
                                verdict.claim().source()
                                        + " "
                                        + verdict.claim().value()
                                        + " "
                                        + verdict.status()
                                        + " "
                                        + verdict.because())
                .toList();
    }

    /// A time at which what has ended in the result has ended.
    private static Instant now(Claimed claimed) {
        return claimed.claims().stream()
                .map(Claim::at)
                .max(Instant::compareTo)
                .orElseThrow()
                .plusSeconds(1);
    }

    private List<String> held(String name) {
        List<String> held = new ArrayList<>();
        claims.read(0).claims().getOrDefault(ref(name), List.of()).stream()
                .sorted(Comparator.comparing(Claim::source))
                .forEach(claim -> held.add(claim.source() + " " + claim.value()));
        return held;
    }

    private JsonObject spec(String name) {
        return spec(catalog, name);
    }

    private static String ownerOf(CatalogFixture fixture, String name) {
        return spec(fixture, name).text("owner").orElse("");
    }

    private static JsonObject spec(CatalogFixture fixture, String name) {
        return new Entity(
                        JsonObject.parse(
                                fixture.feed.states(List.of(ref(name))).getFirst().document()))
                .spec();
    }

    private static List<String> owners(CatalogFixture fixture) {
        List<RelationPair> pairs = new ArrayList<>();
        fixture.feed.snapshot(_ -> {}, pairs::add);
        return pairs.stream()
                .filter(pair -> pair.type().equals("ownedBy") && pair.reverse().equals("ownerOf"))
                .map(RelationPair::target)
                .map(EntityRef::toString)
                .toList();
    }
}
