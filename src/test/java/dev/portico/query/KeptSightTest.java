package dev.portico.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.access.Gates;
import dev.portico.access.Viewer;
import dev.portico.access.Viewers;
import dev.portico.access.policy.Policies;
import dev.portico.model.Entity;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.model.RelationPair;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is kept for someone who asks again is right again after anything it depends on has changed.
class KeptSightTest {
    private static final String OWN =
            """
            - { who: { types: [signed-in] }, may: [catalog.entity.read], on: { kind: Group } }
            - who: { types: [signed-in] }
              may: [catalog.entity.read]
              on: { relations.ownedBy: $principal.owns }
            """;
    private static final EntityRef TEAM = EntityRef.parse("group:default/orders");
    private static final EntityRef OTHERS = EntityRef.parse("group:default/payments");

    @TempDir Path folder;

    private final FakeFeed feed = new FakeFeed();
    private final Policies policies = new Policies();
    private CatalogIndex index;
    private ViewerCatalog catalogs;

    @BeforeEach
    void aCatalogWithAComponentOfEachTeam() {
        index = new CatalogIndex(feed, folder, Duration.ZERO);
        index.start();
        catalogs =
                new ViewerCatalog(index, policies.access(false), Gates.of(() -> Viewer.ANONYMOUS));
        policies.put("own", OWN);
        put(Sample.entity("Group", "orders"));
        put(Sample.entity("Group", "payments"));
        put("cart", TEAM, "ledger");
        put("ledger", OTHERS, "cart");
    }

    @AfterEach
    void end() {
        index.close();
    }

    private void put(Entity entity, RelationPair... relations) {
        index.awaitPosition(
                feed.commit(Map.of(entity, List.of(relations)), List.of()), Duration.ofSeconds(30));
    }

    private void put(String name, EntityRef owner, String dependsOn) {
        Entity component = Sample.component(name);
        put(
                component,
                Sample.ownedBy(component, owner),
                new RelationPair(
                        component.ref(),
                        "dependsOn",
                        EntityRef.parse("component:default/" + dependsOn),
                        "dependencyOf"));
    }

    /// What someone reads, in all ways there are; each is asked twice.
    private List<String> read(Viewer viewer) {
        List<String> first = readOnce(viewer);
        assertThat(readOnce(viewer)).isEqualTo(first);
        return first;
    }

    private List<String> readOnce(Viewer viewer) {
        CatalogQuery seen = catalogs.of(viewer);
        EntityFilter components = EntityFilter.equal("kind", "component");
        Page page = seen.query(PageRequest.of(components, 10));
        List<String> texts = page.entities().stream().map(it -> text(it)).toList();
        assertThat(page.total()).isEqualTo(texts.size());
        assertThat(seen.count(components)).isEqualTo(texts.size());
        List<EntityRef> refs = page.entities().stream().map(IndexedEntity::ref).toList();
        assertThat(seen.findAll(refs, EntityFilter.ALL).stream().map(it -> text(it)).toList())
                .isEqualTo(texts);
        assertThat(refs.stream().map(ref -> text(seen.find(ref).orElseThrow())).toList())
                .isEqualTo(texts);
        List<String> read = new ArrayList<>();
        for (IndexedEntity each : page.entities()) {
            TreeSet<String> targets = new TreeSet<>();
            each.entity().relations().forEach(it -> targets.add(it.target().name()));
            read.add(each.ref().name() + targets);
        }
        return read;
    }

    private static String text(@Nullable IndexedEntity entity) {
        return entity == null ? "" : new String(entity.json(), StandardCharsets.UTF_8);
    }

    @Test
    void twoViewersDoNotShare() {
        assertThat(read(Viewers.ANN)).containsExactly("cart[orders]");
        assertThat(read(Viewers.BOB)).containsExactly("ledger[payments]");
        assertThat(read(Viewers.ANN)).containsExactly("cart[orders]");
    }

    @Test
    void afterAChangeOfThePolicyTheViewerSeesByTheNewOne() {
        assertThat(read(Viewers.ANN)).containsExactly("cart[orders]");

        policies.put(
                "more",
                "[{who: {users: [ann]}, may: [catalog.entity.read], on: {metadata.name: ledger}}]");
        assertThat(read(Viewers.ANN))
                .containsExactly("cart[ledger, orders]", "ledger[cart, payments]");

        policies.put(
                "more",
                "[{who: {users: [ann]}, may: [catalog.entity.read], on: {metadata.name: cart},"
                        + " effect: deny}]");
        assertThat(read(Viewers.ANN)).isEmpty();
        assertThat(read(Viewers.BOB)).containsExactly("ledger[payments]");
    }

    @Test
    void afterAChangeOfAnEntityWhatLeadsToItIsShownOrNot() {
        assertThat(read(Viewers.ANN)).containsExactly("cart[orders]");

        put("ledger", TEAM, "cart");
        assertThat(read(Viewers.ANN))
                .containsExactly("cart[ledger, orders]", "ledger[cart, orders]");
        assertThat(read(Viewers.BOB)).isEmpty();

        put("ledger", OTHERS, "cart");
        assertThat(read(Viewers.ANN)).containsExactly("cart[orders]");
        assertThat(read(Viewers.BOB)).containsExactly("ledger[payments]");
    }

    @Test
    void afterAChangeOfMembershipTheViewerSeesWhatIsTheirsNow() {
        Viewer both =
                Viewers.user("user:default/ann", "group:default/orders", "group:default/payments");

        assertThat(read(Viewers.ANN)).containsExactly("cart[orders]");
        assertThat(read(both)).containsExactly("cart[ledger, orders]", "ledger[cart, payments]");
        assertThat(read(Viewers.user("user:default/ann"))).isEmpty();
        assertThat(read(Viewers.ANN)).containsExactly("cart[orders]");
    }
}
