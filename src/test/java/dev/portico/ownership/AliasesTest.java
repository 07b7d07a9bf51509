package dev.portico.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.access.Viewer;
import dev.portico.model.Entity;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.ownership.store.AliasTable;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.sql.Sql;
import dev.portico.query.IndexedEntity;
import dev.portico.query.NaiveCatalog;
import dev.portico.test.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AliasesTest {
    private final NaiveCatalog catalog = catalog("blue", "green");
    private final Sql sql = new Sql(TestDatabase.fresh());
    private final AliasTable table = new AliasTable(sql, Duration.ofDays(180));
    private final Aliases aliases = new Aliases(table, catalog, Clock.systemUTC());

    static Stream<DataSource> databases() {
        return Stream.concat(Stream.of(TestDatabase.fresh()), TestDatabase.onPostgres15().stream());
    }

    private static NaiveCatalog catalog(String... groups) {
        NaiveCatalog catalog = new NaiveCatalog();
        Arrays.stream(groups).forEach(name -> catalog.put(entity(name)));
        return catalog;
    }

    private static Entity entity(String name) {
        return new Entity(JsonObject.of(Map.of("kind", "Group", "metadata", Map.of("name", name))));
    }

    private static EntityRef group(String name) {
        return new EntityRef("group", "default", name);
    }

    private @Nullable String found(String name) {
        return aliases.find(catalog, group(name)).map(entity -> entity.ref().name()).orElse(null);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aRenameIsARowThatEveryNodeReadsAndOneCanRemove(DataSource database) {
        AliasTable here = new AliasTable(new Sql(database), Duration.ofDays(180));
        Aliases one = new Aliases(here, catalog, Clock.systemUTC());
        Aliases other = new Aliases(here, catalog, Clock.systemUTC());

        Alias renamed = one.rename(Viewer.LOCAL, group("red"), group("green"));
        one.rename(Viewer.LOCAL, group("red"), group("blue"));
        other.refresh();

        assertThat(Duration.between(renamed.createdAt(), renamed.expiresAt()))
                .isBetween(Duration.ofDays(180), Duration.ofDays(180).plusMinutes(1));
        assertThat(other.list(null, 10))
                .extracting(Alias::from, Alias::to, Alias::because, Alias::actor)
                .containsExactly(
                        Tuple.tuple(group("red"), group("blue"), "rename", Viewer.LOCAL.name()));
        assertThat(other.list(group("red"), 10)).isEmpty();
        assertThat(other.find(catalog, group("red")).orElseThrow().ref()).isEqualTo(group("blue"));

        assertThat(other.remove(group("red")).to()).isEqualTo(group("blue"));
        assertThat(other.find(catalog, group("red"))).isEmpty();
        assertThatThrownBy(() -> other.remove(group("red")))
                .hasMessageContaining("group:default/red stands for no other ref");
    }

    @Test
    void aPreviewSaysTheSameAndWritesNothing() {
        Alias would = aliases.preview(Viewer.LOCAL, group("red"), group("blue"));

        assertThat(would.to()).isEqualTo(group("blue"));
        assertThat(Duration.between(would.createdAt(), would.expiresAt()))
                .isEqualTo(Duration.ofDays(180));
        assertThat(table.read()).isEmpty();
        assertThat(found("red")).isNull();
        assertThatThrownBy(() -> aliases.preview(Viewer.LOCAL, group("red"), group("none")))
                .hasMessageContaining("The catalog has no group:default/none");
    }

    @Test
    void anEntityThatHasTheRefWinsAlsoOneThatIsNotSeen() {
        aliases.rename(Viewer.LOCAL, group("red"), group("blue"));
        assertThat(found("red")).isEqualTo("blue");

        catalog.put(entity("red"));
        assertThat(found("red")).isEqualTo("red");
        NaiveCatalog seen = catalog("blue");
        assertThat(aliases.find(seen, group("red"))).isEmpty();
        assertThat(aliases.findAll(seen, List.of(group("red")), EntityFilter.ALL))
                .containsExactly((IndexedEntity) null);
    }

    @Test
    void whatIsNotSeenIsNotAnsweredForAnOldRef() {
        aliases.rename(Viewer.LOCAL, group("red"), group("blue"));
        NaiveCatalog seen = catalog("green");

        assertThat(aliases.find(seen, group("red"))).isEmpty();
        assertThat(aliases.findAll(seen, List.of(group("red")), EntityFilter.ALL))
                .containsExactly((IndexedEntity) null);
    }

    @Test
    void namesAreFollowedOneAfterTheOtherAndNeverInACircle() {
        catalog.put(entity("a"));
        catalog.put(entity("b"));
        aliases.rename(Viewer.LOCAL, group("old"), group("a"));
        aliases.rename(Viewer.LOCAL, group("a"), group("b"));
        aliases.rename(Viewer.LOCAL, group("b"), group("blue"));
        assertThat(found("old")).isEqualTo("a");
        catalog.remove(group("a"));
        assertThat(found("old")).isEqualTo("b");
        catalog.remove(group("b"));
        assertThat(found("old")).isEqualTo("blue");

        catalog.put(entity("old"));
        aliases.rename(Viewer.LOCAL, group("blue"), group("old"));
        catalog.remove(group("blue"));
        catalog.remove(group("old"));

        assertThat(found("blue")).isNull();
        assertThat(found("a")).isNull();
        assertThat(aliases.list(null, 10)).extracting(Alias::from).doesNotContain(group("old"));
    }

    @Test
    void rowsInACircleOrInALongLineEnd() {
        List<Alias> circle =
                List.of(alias("x", "y", false), alias("y", "z", false), alias("z", "x", false));
        List<Alias> line = new ArrayList<>(circle);
        for (int i = 0; i < 20; i++) {
            line.add(alias("n" + i, i == 19 ? "blue" : "n" + (i + 1), false));
        }
        aliases.know(line);

        assertThat(found("x")).isNull();
        assertThat(found("n0")).isNull();
        assertThat(found("n10")).isEqualTo("blue");
    }

    private static Alias alias(String from, String to, boolean ended) {
        var now = Clock.systemUTC().instant();
        return new Alias(
                group(from), group(to), "rename", "x", now, now.plusSeconds(ended ? -1 : 60));
    }

    @Test
    void itEndsAlsoWhileTheDatabaseIsAwayAndItsRowGoesWithTheNextOne() {
        aliases.know(List.of(alias("red", "blue", true)));
        assertThat(found("red")).isNull();

        aliases.rename(Viewer.LOCAL, group("red"), group("blue"));
        sql.inTransaction(tx -> tx.update("update alias set expires_at = clock_timestamp()"));
        aliases.refresh();
        assertThat(found("red")).isNull();
        aliases.rename(Viewer.LOCAL, group("yellow"), group("blue"));

        List<String> rows =
                sql.inTransaction(
                        tx -> tx.query("select old_ref from alias", row -> row.getString(1)));
        assertThat(rows).containsExactly("group:default/yellow");
    }

    @Test
    void aNewNameIsOneOfTheSameKindThatIsInTheCatalog() {
        assertThatThrownBy(() -> aliases.rename(Viewer.LOCAL, group("red"), group("red")))
                .isInstanceOf(PorticoException.class)
                .hasMessageContaining("can't be renamed");
        assertThatThrownBy(
                        () ->
                                aliases.rename(
                                        Viewer.LOCAL,
                                        EntityRef.parse("user:default/red"),
                                        group("blue")))
                .hasMessageContaining("another one of the same kind");
        assertThatThrownBy(() -> aliases.rename(Viewer.LOCAL, group("red"), group("ghost")))
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNPROCESSABLE));
    }

    @Test
    void manyRefsAreAnsweredInTheirOrderWhereTheFilterHolds() {
        aliases.know(List.of(alias("red", "blue", false)));
        List<EntityRef> refs = List.of(group("green"), group("red"), group("ghost"));

        assertThat(names(aliases.findAll(catalog, refs, EntityFilter.ALL)))
                .containsExactly("green", "blue", null);
        assertThat(
                        names(
                                aliases.findAll(
                                        catalog,
                                        refs,
                                        EntityFilter.equal("metadata.name", "green"))))
                .containsExactly("green", null, null);
    }

    private static List<@Nullable String> names(List<@Nullable IndexedEntity> entities) {
        List<@Nullable String> names = new ArrayList<>();
        entities.forEach(it -> names.add(it == null ? null : it.ref().name()));
        return names;
    }
}
