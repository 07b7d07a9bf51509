package dev.portico.app;

import static dev.portico.app.Programs.entityCount;
import static dev.portico.app.Programs.json;
import static dev.portico.app.Programs.position;
import static dev.portico.app.Programs.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portico.app.bench.SampleCatalog;
import dev.portico.app.bench.ServerProcess;
import dev.portico.platform.json.JsonObject;
import dev.portico.scm.RepositoryWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills the program with its embedded PostgreSQL left behind, at chosen moments of reading 5,000
/// entities, and looks that the next start makes up for it.
class CrashIT {
    private static final Duration SOON = Duration.ofSeconds(120);

    @TempDir private Path folder;
    private Programs programs;
    private Map<String, String> files;

    @BeforeEach
    void makeTheRepository() throws Exception {
        programs = new Programs(folder);
        files = new SampleCatalog(5_000, 7).files();
        Path repository = Files.createDirectories(folder.resolve("repository"));
        RepositoryWriter.create(repository, files, "All entities");
    }

    @AfterEach
    void stop() throws Exception {
        programs.close();
    }

    private ServerProcess program() {
        return programs.on("data")
                .with("portico.source.git.repositories[0].url", folder + "/repository")
                .with("portico.source.git.repositories[0].trust", "platform");
    }

    @Test
    void makesUpForCrashes() throws Exception {
        ServerProcess first = program().launch();
        await().atMost(SOON).until(this::isMigrated);
        long postgres;
        try (Connection database = programs.embedded("data")) {
            StuckDelta.prepare(database, 2);
            await().atMost(SOON).until(() -> StuckDelta.isStuck(database));
            first.kill();
            assertThat(rows(database, "select position from delta")).containsExactly("1");
            postgres = programs.postgres("data").orElseThrow().pid();
            StuckDelta.at(database, 4);
        }

        ServerProcess second = program().start();
        assertThat(programs.postgres("data").orElseThrow().pid()).isNotEqualTo(postgres);
        try (Connection database = programs.embedded("data")) {
            await().atMost(SOON).until(() -> StuckDelta.isStuck(database));
            await().atMost(SOON).until(() -> position(second) == 3);
            second.kill();
            StuckDelta.never(database);
        }

        ServerProcess third = program().launch();
        await().atMost(SOON).until(this::isMigrated);
        third.kill();

        ServerProcess stopped = program().start();
        assertThat(stopped.stop()).isIn(0, 143);
        assertThat(Programs.troubles(stopped)).isEmpty();

        ServerProcess last = program().start();
        StatedCatalog stated = StatedCatalog.of(files.values());
        await().atMost(SOON).until(() -> entityCount(last) >= stated.refs().size());
        assertNothingLostOrDoubled(last, stated);
    }

    /// Whether the embedded PostgreSQL answers and has the tables.
    private boolean isMigrated() {
        try (Connection database = programs.embedded("data")) {
            return rows(database, "select to_regclass('change_ref'), to_regclass('delta')")
                    .equals(List.of("change_ref delta"));
        } catch (Exception e) {
            return false;
        }
    }

    private void assertNothingLostOrDoubled(ServerProcess program, StatedCatalog stated)
            throws Exception {
        Map<String, String> uids = Programs.uids(program);
        assertThat(uids.keySet()).containsExactlyInAnyOrderElementsOf(stated.refs());
        assertThat(Set.copyOf(uids.values())).hasSameSizeAs(stated.refs());
        Map<String, Integer> kinds = new TreeMap<>();
        stated.refs().forEach(ref -> kinds.merge(ref.split(":")[0], 1, Integer::sum));
        Map<String, Integer> facets = new TreeMap<>();
        json(program.get("/api/catalog/entity-facets?facet=kind"))
                .<Map<String, Object>>getList("facets.kind")
                .forEach(
                        facet ->
                                facets.put(
                                        String.valueOf(facet.get("value")).toLowerCase(),
                                        (Integer) facet.get("count")));
        assertThat(facets).isEqualTo(kinds);
        assertThat(relationsOfComponents(program)).isEqualTo(stated.relationsOfComponents());
        try (Connection database = programs.embedded("data")) {
            assertThat(
                            rows(
                                    database,
                                    """
                                    select source_ref, type, target_ref, count(*) from relation
                                    where to_delta is null group by 1, 2, 3 having count(*) > 1
                                    """))
                    .isEmpty();
            assertThat(rows(database, "select min(position), max(position), count(*) from delta"))
                    .containsExactly("1 %1$d %1$d".formatted(position(program)));
            assertThat(
                            rows(
                                    database,
                                    """
                                    select count(*) from change c where not exists
                                        (select 1 from delta d where d.delta_id = c.delta_id)
                                    """))
                    .containsExactly("0");
            assertThat(rows(database, "select ref from change group by ref having count(*) > 1"))
                    .isEmpty();
        }
    }

    private static Set<String> relationsOfComponents(ServerProcess program) throws Exception {
        Set<String> relations = new TreeSet<>();
        json(program.get("/api/catalog/entities?filter=kind=component"))
                .<Map<String, Object>>getList("$")
                .forEach(
                        entity -> {
                            JsonObject json = JsonObject.of(entity);
                            String name = json.object("metadata").text("name").orElseThrow();
                            Set<String> own = new HashSet<>();
                            for (JsonObject relation : json.objects("relations")) {
                                String text =
                                        "%s %s %s"
                                                .formatted(
                                                        name,
                                                        relation.text("type").orElseThrow(),
                                                        relation.text("targetRef").orElseThrow());
                                assertThat(own.add(text)).as("doubled: " + text).isTrue();
                            }
                            relations.addAll(own);
                        });
        return relations;
    }
}
