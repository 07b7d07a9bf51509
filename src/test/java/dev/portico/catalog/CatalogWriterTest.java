package dev.portico.catalog;

import static dev.portico.catalog.CatalogFixture.cause;
import static dev.portico.catalog.CatalogFixture.component;
import static dev.portico.catalog.CatalogFixture.problem;
import static dev.portico.catalog.CatalogFixture.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.model.RelationPair;
import dev.portico.model.SourceClass;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.test.TestDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogWriterTest {
    private final CatalogFixture catalog = new CatalogFixture(TestDatabase.fresh());
    private final SourceLease a = catalog.source("git:a", SourceClass.GIT);
    private final SourceLease b = catalog.source("git:b", SourceClass.GIT);

    static Stream<DataSource> databases() {
        return Stream.concat(Stream.of(TestDatabase.fresh()), TestDatabase.onPostgres15().stream());
    }

    @ParameterizedTest
    @MethodSource("databases")
    void createsUpdatesAndRemoves(DataSource dataSource) {
        CatalogFixture fixture = new CatalogFixture(dataSource);
        SourceLease lease = fixture.source("git:a", SourceClass.GIT);

        assertThat(
                        fixture.put(
                                lease,
                                component("f", "orders", "red"),
                                component("f", "pay", "red")))
                .isEqualTo(new Applied(1, 2, 0, 0));
        assertThat(fixture.put(lease, component("f", "orders", "blue")))
                .isEqualTo(new Applied(2, 0, 1, 0));
        assertThat(fixture.remove(lease, component("f", "pay", "red")))
                .isEqualTo(new Applied(3, 0, 0, 1));

        Map<EntityRef, Entity> now = entities(fixture);
        assertThat(now.keySet()).containsExactly(ref("orders"));
        assertThat(now.get(ref("orders")).spec().text("owner")).contains("blue");
        assertThat(relations(fixture))
                .containsExactly(
                        new RelationPair(
                                ref("orders"),
                                "ownedBy",
                                EntityRef.parse("group:default/blue"),
                                "ownerOf"));
    }

    @Test
    void theSameDeclarationAgainChangesNothing() {
        catalog.put(a, component("f", "orders", "red"));

        Applied again = catalog.put(a, component("f", "orders", "red"));

        assertThat(again).isEqualTo(new Applied(1, 0, 0, 0));
        assertThat(catalog.feed.latest()).isEqualTo(1);
    }

    @Test
    void anEntityThatMovesBetweenFilesKeepsItsUid() {
        catalog.put(a, component("old.yaml", "orders", "red"));
        String uid = uid("orders");

        Applied moved =
                catalog.writer.apply(
                        Delta.of(
                                a,
                                cause(a),
                                List.of(component("new.yaml", "orders", "red")),
                                List.of(component("old.yaml", "orders", "red").key())));

        assertThat(moved.changedSomething()).isFalse();
        assertThat(uid("orders")).isEqualTo(uid);
        assertThat(catalog.ledger.statements(ref("orders")))
                .extracting(Statement::location)
                .containsExactly("new.yaml");
    }

    @Test
    void anEntityDeletedAndMadeAgainHasANewUid() {
        catalog.put(a, component("f", "orders", "red"));
        String uid = uid("orders");
        catalog.remove(a, component("f", "orders", "red"));
        catalog.put(a, component("f", "orders", "red"));

        assertThat(uid("orders")).isNotEqualTo(uid);
    }

    @Test
    void theEarlierOfTwoDeclarationsStandsAndTheOtherIsPromotedWhenItGoes() {
        catalog.put(a, component("a.yaml", "orders", "red"));
        String uid = uid("orders");

        assertThat(catalog.put(b, component("b.yaml", "orders", "blue")).changedSomething())
                .isFalse();
        assertThat(catalog.ledger.statements(ref("orders")))
                .extracting(Statement::source, Statement::primary, Statement::conflicting)
                .containsExactly(
                        Tuple.tuple("git:a", true, false), Tuple.tuple("git:b", false, true));
        assertThat(catalog.ledger.conflicts("git:b", 10))
                .extracting(Statement::location)
                .containsExactly("b.yaml");

        assertThat(catalog.remove(a, component("a.yaml", "orders", "red")))
                .isEqualTo(new Applied(2, 0, 1, 0));
        assertThat(owner("orders")).isEqualTo("blue");
        assertThat(uid("orders")).isEqualTo(uid);
    }

    @Test
    void theFirstDeclarationStaysPrimaryWhenItMovesToAnotherFile() {
        catalog.put(a, component("old.yaml", "orders", "red"));
        catalog.put(b, component("b.yaml", "orders", "blue"));

        catalog.writer.apply(
                Delta.of(
                        a,
                        cause(a),
                        List.of(component("new.yaml", "orders", "red")),
                        List.of(component("old.yaml", "orders", "red").key())));

        assertThat(owner("orders")).isEqualTo("red");
    }

    @Test
    void gitWinsOverALowerClassThatAddsOnlyWhatIsAbsent() {
        SourceLease cluster = catalog.source("kubernetes:prod", SourceClass.KUBERNETES);
        catalog.put(
                cluster,
                component("x", "orders", "cluster", Map.of("labels", Map.of("from", "k8s"))));
        String uid = uid("orders");
        assertThat(owner("orders")).isEqualTo("cluster");

        catalog.put(a, component("f", "orders", "red", Map.of("labels", Map.of("tier", "1"))));

        assertThat(owner("orders")).isEqualTo("red");
        assertThat(entities(catalog).get(ref("orders")).metadata().object("labels").fields())
                .isEqualTo(Map.of("tier", "1", "from", "k8s"));
        assertThat(uid("orders")).isEqualTo(uid);
    }

    @Test
    void clustersStandBesideEachOtherInTheOrderOfTheirNames() {
        SourceLease us = catalog.source("kubernetes:us", SourceClass.KUBERNETES);
        SourceLease eu = catalog.source("kubernetes:eu", SourceClass.KUBERNETES);
        catalog.put(
                us,
                component(
                        "kubernetes:us/shop/Deployment.apps/orders",
                        "orders",
                        "blue",
                        Map.of("labels", Map.of("us", "yes", "tier", "2"))));
        String uid = uid("orders");

        catalog.put(
                eu,
                component(
                        "kubernetes:eu/shop/Deployment.apps/orders",
                        "orders",
                        "red",
                        Map.of("labels", Map.of("tier", "1"))));

        assertThat(owner("orders")).isEqualTo("red");
        assertThat(entities(catalog).get(ref("orders")).metadata().object("labels").fields())
                .isEqualTo(Map.of("tier", "1", "us", "yes"));
        assertThat(uid("orders")).isEqualTo(uid);
        assertThat(catalog.ledger.conflicts("kubernetes:us", 10)).isEmpty();
        assertThat(catalog.ledger.statements(ref("orders")))
                .extracting(Statement::source, Statement::primary, Statement::conflicting)
                .containsExactly(
                        Tuple.tuple("kubernetes:eu", true, false),
                        Tuple.tuple("kubernetes:us", false, false));
    }

    @Test
    void aRejectedNewVersionKeepsTheLastGoodOneWithAStatusUntilItIsMended() {
        Declaration good = component("f", "orders", "red");
        catalog.put(a, good);
        catalog.writer.apply(
                new Delta(
                        a,
                        cause(a),
                        List.of(),
                        List.of(),
                        List.of(
                                new Delta.Stale(
                                        good.key(), List.of(problem("The owner is empty.")))),
                        List.of(),
                        Delta.Files.NONE));

        JsonObject item = entities(catalog).get(ref("orders")).json().object("status");
        assertThat(item.objects("items"))
                .singleElement()
                .satisfies(
                        status ->
                                assertThat(status.text("message"))
                                        .contains(
                                                "catalog-info.yaml:7:3: The owner is empty. The"
                                                        + " entity stands as it was last good."));
        assertThat(owner("orders")).isEqualTo("red");

        catalog.put(a, good);
        assertThat(entities(catalog).get(ref("orders")).json().has("status")).isFalse();
    }

    @Test
    void aHolderOfAnOldFenceCanWriteNothing() {
        catalog.sql.inTransaction(
                tx -> tx.update("update source set fence = 2 where name = 'git:a'"));

        assertThatThrownBy(() -> catalog.put(a, component("f", "orders", "red")))
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
        assertThat(entities(catalog)).isEmpty();
    }

    @Test
    void aSourceThatIsRemovedTakesOnlyItsOwnWithIt() {
        catalog.put(a, component("f", "orders", "red"), component("f", "pay", "red"));
        catalog.put(b, component("g", "pay", "blue"));

        assertThat(catalog.writer.removeSource("git:a", "test")).isEqualTo(1);

        assertThat(entities(catalog).keySet()).containsExactly(ref("pay"));
        assertThat(owner("pay")).isEqualTo("blue");
        assertThatThrownBy(() -> catalog.put(a, component("f", "orders", "red")))
                .isInstanceOf(PorticoException.class);
    }

    @Test
    void theHistoryTellsEveryVersionWithItsCause() {
        catalog.put(a, component("f", "orders", "red"));
        catalog.put(a, component("f", "orders", "blue"));
        catalog.remove(a, component("f", "orders", "blue"));

        List<History.Version> versions = catalog.history.versions(ref("orders"), 10, null);

        assertThat(versions)
                .extracting(History.Version::type)
                .containsExactly(Change.Type.REMOVED, Change.Type.UPDATED, Change.Type.CREATED);
        assertThat(versions.get(1).entity().spec().text("owner")).contains("blue");
        assertThat(versions.get(2).cause()).isEqualTo(new Cause("git:a", "c0ffee", "test"));
        assertThat(catalog.history.versions(ref("orders"), 10, 2L)).hasSize(1);
    }

    @Test
    void theFeedGivesTheNetEffectOfSeveralTransactions() {
        catalog.put(a, component("f", "orders", "red"), component("f", "pay", "red"));
        catalog.put(a, component("f", "orders", "blue"));
        catalog.put(a, component("f", "orders", "red"));
        catalog.remove(a, component("f", "pay", "red"));

        FeedBatch all = catalog.feed.read(0, 1_000).orElseThrow();
        FeedBatch tail = catalog.feed.read(1, 1_000).orElseThrow();

        assertThat(all.position()).isEqualTo(4);
        assertThat(all.entities()).extracting(FeedBatch.State::ref).containsExactly(ref("orders"));
        assertThat(all.removed()).containsExactly(ref("pay"));
        assertThat(all.relationsAdded()).hasSize(1);
        assertThat(all.relationsRemoved())
                .extracting(pair -> pair.source().name() + " " + pair.target().name())
                .containsExactlyInAnyOrder("orders blue", "pay red");
        assertThat(all.changes()).hasSize(5);
        assertThat(tail.relationsAdded())
                .extracting(pair -> pair.source().name() + " " + pair.target().name())
                .containsExactly("orders red");
        assertThat(tail.relationsRemoved())
                .extracting(pair -> pair.source().name() + " " + pair.target().name())
                .containsExactlyInAnyOrder("orders blue", "pay red");
        assertThat(catalog.feed.read(4, 1_000)).isEmpty();
        assertThat(catalog.feed.read(0, 1).orElseThrow().position()).isEqualTo(1);
    }

    private String uid(String name) {
        return entities(catalog).get(ref(name)).uid().orElseThrow();
    }

    private String owner(String name) {
        return entities(catalog).get(ref(name)).spec().text("owner").orElseThrow();
    }

    private static Map<EntityRef, Entity> entities(CatalogFixture fixture) {
        Map<EntityRef, Entity> entities = new HashMap<>();
        fixture.feed.snapshot(
                state -> entities.put(state.ref(), new Entity(JsonObject.parse(state.document()))),
                _ -> {});
        return entities;
    }

    private static List<RelationPair> relations(CatalogFixture fixture) {
        List<RelationPair> relations = new ArrayList<>();
        fixture.feed.snapshot(_ -> {}, relations::add);
        return relations;
    }
}
