package dev.portico.catalog;

import static dev.portico.catalog.CatalogFixture.component;
import static dev.portico.catalog.CatalogFixture.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.portico.catalog.store.ReadHistory;
import dev.portico.model.EntityRef;
import dev.portico.model.Relation;
import dev.portico.model.RelationPair;
import dev.portico.model.SourceClass;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonDifference;
import dev.portico.platform.json.JsonDifference.Kind;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.sql.Sql;
import dev.portico.test.TestDatabase;
import java.lang.reflect.Proxy;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {
    private static final EntityRef RED = EntityRef.parse("group:red");
    private static final EntityRef BLUE = EntityRef.parse("group:blue");
    private static final Instant START = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");

    private final DataSource database = TestDatabase.fresh();
    private final CatalogFixture catalog = new CatalogFixture(database);
    private final SourceLease a = catalog.source("git:a", SourceClass.GIT);
    private final SourceLease b = catalog.source("git:b", SourceClass.GIT);

    @Test
    void eachVersionTellsWhatIsDifferent() {
        catalog.put(a, component("f", "orders", "red", Map.of("tags", List.of("java"))));
        catalog.put(
                a,
                component(
                        "f",
                        "orders",
                        "blue",
                        Map.of("tags", List.of("go", "java"), "title", "O")));
        catalog.remove(a, component("f", "orders", "blue"));
        catalog.put(a, component("f", "orders", "red"));

        List<History.Version> versions = catalog.history.versions(ref("orders"), 10, null);

        assertThat(versions)
                .extracting(History.Version::type, version -> version.differences().size())
                .containsExactly(
                        tuple(Change.Type.CREATED, 0),
                        tuple(Change.Type.REMOVED, 0),
                        tuple(Change.Type.UPDATED, 3),
                        tuple(Change.Type.CREATED, 0));
        assertThat(versions.get(2).differences())
                .containsExactlyInAnyOrder(
                        new JsonDifference(
                                "/metadata/tags",
                                Kind.CHANGED,
                                List.of("java"),
                                List.of("go", "java")),
                        new JsonDifference("/metadata/title", Kind.ADDED, null, "O"),
                        new JsonDifference("/spec/owner", Kind.CHANGED, "red", "blue"));
        assertThat(versions.get(2).cause()).isEqualTo(new Cause("git:a", "c0ffee", "test"));
        assertThat(catalog.history.versions(ref("orders"), 1, 3L).getFirst().differences())
                .hasSize(3);
    }

    @Test
    void asOfATimeAnEntityHasItsDocumentAndRelationsOfThen() {
        catalog.put(a, component("f", "orders", "red"));
        Instant first = at(1);
        catalog.put(a, component("f", "orders", "blue"));
        Instant second = at(2);
        catalog.remove(a, component("f", "orders", "blue"));
        Instant third = at(3);

        assertThat(catalog.history.asOf(ref("orders"), first.minusMillis(1))).isEmpty();
        History.Snapshot red = catalog.history.asOf(ref("orders"), first).orElseThrow();
        assertThat(red.position()).isEqualTo(1);
        assertThat(red.changedAt()).isEqualTo(first);
        assertThat(red.entity().spec().text("owner")).contains("red");
        assertThat(red.relations()).containsExactly(new Relation(ref("orders"), "ownedBy", RED));
        assertThat(catalog.history.asOf(ref("orders"), second).orElseThrow().relations())
                .containsExactly(new Relation(ref("orders"), "ownedBy", BLUE));
        assertThat(catalog.history.asOf(ref("orders"), third)).isEmpty();
        assertThat(catalog.history.asOf(ref("none"), END)).isEmpty();
    }

    @Test
    void changesOfAnOwnerAreThoseBeforeAndAfterItOwns() {
        catalog.put(a, component("f", "orders", "red"), component("f", "pay", "blue"));
        catalog.put(a, component("f", "orders", "red", Map.of("title", "Orders")));
        catalog.put(a, component("f", "orders", "blue"));
        catalog.put(a, component("f", "orders", "blue", Map.of("title", "Orders")));
        catalog.remove(a, component("f", "orders", "blue"));

        assertThat(changes(RED, null)).containsExactly("1 orders", "2 orders", "3 orders");
        assertThat(changes(BLUE, null))
                .containsExactly("1 pay", "3 orders", "4 orders", "5 orders");
        assertThat(changes(EntityRef.parse("group:none"), null)).isEmpty();
        List<History.Version> moved =
                catalog.history.changes(
                        new History.ChangesRequest(at(2), at(3), RED, null, null, 10));
        assertThat(moved).hasSize(1);
        assertThat(moved.getFirst().differences())
                .extracting(JsonDifference::pointer)
                .containsExactlyInAnyOrder("/metadata/title", "/spec/owner");
    }

    @Test
    void changesOfASourceComeInPages() {
        catalog.put(a, component("f", "a1", "red"), component("f", "a2", "red"));
        catalog.put(b, component("f", "b1", "red"));
        catalog.put(a, component("f", "a3", "red"));

        assertThat(changes(null, "git:a")).containsExactly("1 a1", "1 a2", "3 a3");
        assertThat(changes(null, null)).containsExactly("1 a1", "1 a2", "2 b1", "3 a3");
        assertThat(changes(RED, "git:b")).containsExactly("2 b1");
        assertThat(changes(null, "git:none")).isEmpty();
        List<String> paged = new ArrayList<>();
        History.@Nullable Place after = null;
        for (int page = 0; page < 5; page++) {
            for (History.Version change :
                    catalog.history.changes(
                            new History.ChangesRequest(START, END, null, "git:a", after, 1))) {
                paged.add(change.position() + " " + change.ref().name());
                after = new History.Place(change.position(), change.ordinal());
            }
        }
        assertThat(paged).containsExactly("1 a1", "1 a2", "3 a3");
    }

    @Test
    void aSpanThatIsNoneAndTooManyAreRefused() {
        assertThatThrownBy(
                        () ->
                                catalog.history.changes(
                                        new History.ChangesRequest(
                                                END, START, null, null, null, 10)))
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
                .hasMessageContaining("it must begin before it ends");
        assertThatThrownBy(
                        () ->
                                catalog.history.changes(
                                        new History.ChangesRequest(
                                                START, END, null, null, null, 501)))
                .hasMessageContaining("The number of changes must be from 1 to 500, not 501.");
    }

    @Test
    void withoutTheDatabaseItIsUnavailable() {
        History history = new ReadHistory(new Sql(away()));

        assertThatThrownBy(() -> history.asOf(ref("orders"), END))
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }

    private static DataSource away() {
        return (DataSource)
                Proxy.newProxyInstance(
                        DataSource.class.getClassLoader(),
                        new Class<?>[] {DataSource.class},
                        (_, _, _) -> {
                            throw new SQLTransientConnectionException("away");
                        });
    }

    /// Whatever was written, the past is as it was noted at the time.
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void thePastIsAsItWas(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Declaration> now = new HashMap<>();
        List<Map<String, Declaration>> noted = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String name = "c" + random.nextInt(5);
            long position;
            if (random.nextInt(4) == 0 && now.containsKey(name)) {
                position = catalog.remove(a, now.remove(name)).position();
            } else {
                Declaration next = random(random, name);
                position = catalog.put(a, next).position();
                now.put(name, next);
            }
            if (position > noted.size()) {
                noted.add(Map.copyOf(now));
            }
        }
        for (int position = 1; position <= noted.size(); position++) {
            Map<String, Declaration> then = noted.get(position - 1);
            for (int name = 0; name < 5; name++) {
                Optional<History.Snapshot> found =
                        catalog.history.asOf(ref("c" + name), at(position));
                Declaration expected = then.get("c" + name);
                String where = "seed " + seed + " c" + name + " at " + position;
                assertThat(found.isPresent()).as(where).isEqualTo(expected != null);
                if (expected != null) {
                    assertThat(found.get().entity().json().without("metadata"))
                            .as(where)
                            .isEqualTo(json(expected).without("metadata"));
                    assertThat(texts(found.get().relations()))
                            .as(where)
                            .isEqualTo(relations(then, expected.ref()));
                }
            }
        }
    }

    private static JsonObject json(Declaration declaration) {
        return JsonObject.parse(declaration.document().json());
    }

    private static Declaration random(SplittableRandom random, String name) {
        Declaration plain = component("f", name, random.nextBoolean() ? "red" : "blue");
        List<RelationPair> pairs = new ArrayList<>(plain.relations());
        for (int i = random.nextInt(3); i > 0; i--) {
            pairs.add(
                    new RelationPair(
                            plain.ref(),
                            "dependsOn",
                            ref("c" + random.nextInt(5)),
                            "dependencyOf"));
        }
        return new Declaration(
                plain.location(),
                plain.ref(),
                plain.document(),
                pairs.stream().distinct().toList(),
                List.of(),
                plain.provenance());
    }

    private static Set<String> relations(Map<String, Declaration> then, EntityRef ref) {
        Set<String> relations = new TreeSet<>();
        for (Declaration declaration : then.values()) {
            for (RelationPair pair : declaration.relations()) {
                if (pair.source().equals(ref)) {
                    relations.add(pair.type() + " " + pair.target());
                }
                if (pair.target().equals(ref)) {
                    relations.add(pair.reverse() + " " + pair.source());
                }
            }
        }
        return relations;
    }

    private static Set<String> texts(List<Relation> relations) {
        Set<String> texts = new TreeSet<>();
        relations.forEach(relation -> texts.add(relation.type() + " " + relation.target()));
        return texts;
    }

    /// On 40,000 changes of 20,000 entities no question reads a table from end to end.
    @Test
    void questionsAreAnsweredByIndexes() {
        fillALot();
        Map<String, Long> before = scans();
        Instant middle = Instant.parse("2026-01-01T05:00:00Z");

        assertThat(catalog.history.versions(ref("c77"), 10, null)).hasSize(2);
        assertThat(catalog.history.asOf(ref("c77"), middle)).isPresent();
        assertThat(
                        catalog.history.changes(
                                new History.ChangesRequest(
                                        middle,
                                        middle.plus(Duration.ofHours(1)),
                                        EntityRef.parse("group:team-7"),
                                        null,
                                        null,
                                        100)))
                .isNotEmpty();
        assertThat(
                        catalog.history.changes(
                                new History.ChangesRequest(middle, END, null, "git:s3", null, 100)))
                .hasSize(100);

        await().atMost(Duration.ofSeconds(10))
                .until(() -> scans().get("index") >= before.get("index") + 10);
        assertThat(scans().get("whole")).isEqualTo(before.get("whole"));
    }

    private void fillALot() {
        catalog.put(a, component("f", "any", "red"));
        catalog.sql.inTransaction(
                tx -> {
                    tx.execute("truncate delta, change, relation");
                    tx.execute(
                            """
                            insert into delta (position, delta_id, id, at, source, actor)
                            select i, i, gen_random_uuid(),
                                timestamptz '2026-01-01 00:00:00Z' + i * interval '1 second',
                                'git:s' || i % 50, 'test'
                            from generate_series(1, 40000) i
                            """);
                    tx.execute(
                            """
                            insert into change (delta_id, ordinal, ref, type, uid, document)
                            select i, 1, 'component:default/c' || i % 20000, 1,
                                gen_random_uuid(), (select hash from document limit 1)
                            from generate_series(1, 40000) i
                            """);
                    tx.execute(
                            """
                            insert into relation
                                (source_ref, type, target_ref, reverse, from_delta, to_delta)
                            select 'component:default/c' || i % 20000, 'ownedBy',
                                'group:default/team-' || i % 500, 'ownerOf', i,
                                case when i <= 20000 then i + 20000 end
                            from generate_series(1, 40000) i
                            """);
                    return null;
                });
        catalog.sql.inTransaction(
                tx -> {
                    tx.execute("analyze delta, change, relation, document");
                    return null;
                });
    }

    /// How often the tables of history were read whole, and by an index, since the start.
    private Map<String, Long> scans() {
        catalog.sql.onSnapshot(
                tx -> {
                    tx.execute("select pg_stat_force_next_flush()");
                    return null;
                });
        return catalog.sql.onSnapshot(
                tx ->
                        tx.queryOne(
                                        """
                                        select sum(seq_scan)::bigint as whole,
                                            sum(idx_scan)::bigint as index
                                        from pg_stat_user_tables
                                        where relname in ('delta', 'change', 'relation')
                                        """,
                                        row ->
                                                Map.of(
                                                        "whole",
                                                        row.getLong("whole"),
                                                        "index",
                                                        row.getLong("index")))
                                .orElseThrow());
    }

    private Instant at(long position) {
        return catalog.sql.onSnapshot(
                tx ->
                        tx.queryOne(
                                        "select at from delta where position = ?",
                                        row -> row.getTimestamp("at").toInstant(),
                                        position)
                                .orElseThrow());
    }

    private List<String> changes(@Nullable EntityRef owner, @Nullable String source) {
        return catalog
                .history
                .changes(new History.ChangesRequest(START, END, owner, source, null, 500))
                .stream()
                .map(change -> change.position() + " " + change.ref().name())
                .toList();
    }
}
