package dev.portico.ownership;

import static dev.portico.catalog.CatalogFixture.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.access.Gates;
import dev.portico.access.Viewer;
import dev.portico.catalog.CatalogFixture;
import dev.portico.catalog.Declaration;
import dev.portico.model.Entity;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.ownership.Transfer.Counts;
import dev.portico.ownership.Transfer.TransferItemState;
import dev.portico.ownership.Transfer.TransferState;
import dev.portico.ownership.Transfer.TransferWay;
import dev.portico.ownership.store.AliasTable;
import dev.portico.ownership.store.TransferTable;
import dev.portico.platform.json.JsonObject;
import dev.portico.query.NaiveCatalog;
import dev.portico.query.ViewerCatalogs;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransfersTest {
    private static final String HOST = "http://127.0.0.1:1";
    private static final EntityRef RED = EntityRef.parse("group:default/red");
    private static final EntityRef BLUE = EntityRef.parse("group:default/blue");

    @TempDir private Path folder;
    private final NaiveCatalog index = new NaiveCatalog();
    private WriteBackFixture at;
    private AliasTable aliases;
    private TransferTable table;
    private Transfers transfers;
    private TransferLoop loop;

    @BeforeEach
    void start() {
        at = new WriteBackFixture(folder, HOST, "token");
        at.memory.organisation(
                new People().group("red", Map.of()).group("blue", Map.of()).show().current());
        aliases = new AliasTable(at.catalog.sql, Duration.ofDays(1));
        table = new TransferTable(at.catalog.sql, aliases);
        transfers =
                new Transfers(
                        table,
                        at.memory,
                        at.authority,
                        at.proposals,
                        ViewerCatalogs.of(index, Gates.open()));
        loop =
                new TransferLoop(
                        table, at.memory, at.proposals, at.catalog.writer, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        at.close();
    }

    private static String name(int number) {
        return "service-%04d".formatted(number);
    }

    /// Components of red, those with an even number in one repository, the others in another.
    private void components(int count) {
        List<Declaration> declarations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String path = name(i) + ".yaml";
            declarations.add(CatalogFixture.component(path, name(i), "red"));
            owned(i, RED);
            index.put(
                    new Entity(
                            JsonObject.of(
                                    Map.of(
                                            "kind",
                                            "Component",
                                            "metadata",
                                            Map.of("name", name(i)),
                                            "spec",
                                            Map.of("type", i % 10 == 0 ? "job" : "service")))));
        }
        at.catalog.put(at.source, declarations.toArray(Declaration[]::new));
    }

    private void owned(int number, EntityRef... owners) {
        String repository = "/acme/repo" + number % 2 + "/src/branch/main/";
        at.memory.put(
                new EntityFacts(
                        ref(name(number)),
                        List.of(owners),
                        owners[0].name(),
                        HOST + repository + name(number) + ".yaml",
                        false,
                        false));
    }

    private Transfers.Wish wish(TransferWay way) {
        return new Transfers.Wish(RED, BLUE, EntityFilter.ALL, way);
    }

    private void look() {
        at.catalog.sql.inTransaction(
                tx -> tx.update("update transfer set next_look = clock_timestamp()"));
        loop.look();
    }

    private Counts counts(Transfer transfer) {
        return transfers.find(transfer.id()).orElseThrow().counts();
    }

    private @Nullable Integer claims() {
        return at.catalog
                .sql
                .inTransaction(
                        tx ->
                                tx.queryOne(
                                        """
                                        select count(*) as n from claim where source = 'portal'
                                            and value = 'group:default/blue' and gone_at is null
                                        """,
                                        row -> row.getInt("n")))
                .orElseThrow();
    }

    @Test
    void aPreviewTellsWhatWouldBeDoneAndWritesNothing() {
        components(20);
        Viewer ann = user(Set.of("group:default/green"));

        Transfers.Preview all = transfers.preview(Viewer.LOCAL, wish(TransferWay.PULL_REQUESTS));
        Transfers.Preview jobs =
                transfers.preview(
                        Viewer.LOCAL,
                        new Transfers.Wish(
                                RED,
                                BLUE,
                                EntityFilter.equal("spec.type", "job"),
                                TransferWay.CLAIMS));
        Transfers.Preview foreign = transfers.preview(ann, wish(TransferWay.CLAIMS));

        assertThat(all.items()).hasSize(20);
        assertThat(all.kinds()).containsExactly(Map.entry("component", 20L));
        assertThat(all.repositories()).isEqualTo(2);
        assertThat(all.refused()).isZero();
        assertThat(jobs.items())
                .extracting(Transfer.Item::ref)
                .containsExactly(
                        "component:default/service-0000", "component:default/service-0010");
        assertThat(foreign.refused()).isEqualTo(20);
        assertThat(foreign.items().getFirst().reason())
                .startsWith(
                        "user:default/ann may not make claims about component:default/service-0000");
        assertThat(transfers.list(10)).isEmpty();
        assertThatThrownBy(() -> transfers.begin(ann, wish(TransferWay.CLAIMS)))
                .hasMessageContaining("None of the 20 entities can be handed over");
    }

    @Test
    void eachEntityIsHandedOverOnlyByWhoMayHandOverThatOne() {
        components(6);
        EntityRef green = EntityRef.parse("group:default/green");
        owned(2, RED, green);
        owned(4, RED, green);
        at.policies.put(
                "shared",
                """
                - name: what green has a part in stays where it is
                  who: {users: ["user:default/ann"]}
                  may: [portico.ownership.transfer]
                  "on": {relations.ownedBy: "group:default/green"}
                  effect: deny
                """);
        Viewer ann = user(Set.of("group:default/red"));
        Viewer ben = user("user:default/ben", Set.of("group:default/red"));

        Transfer some = transfers.begin(ann, wish(TransferWay.CLAIMS));
        Transfers.Preview all = transfers.preview(ben, wish(TransferWay.CLAIMS));

        assertThat(all.refused()).isZero();
        assertThat(some.counts()).isEqualTo(new Counts(4, 0, 0, 2));
        look();
        assertThat(counts(some)).isEqualTo(new Counts(0, 0, 4, 2));
        assertThat(claims()).isEqualTo(4);
        assertThat(transfers.items(some.id(), TransferItemState.REFUSED, null, 10))
                .extracting(Transfer.Item::ref, Transfer.Item::reason)
                .containsExactly(refusal(2), refusal(4));
        assertThat(aliases.read()).isEmpty();
    }

    private static Tuple refusal(int number) {
        String ref = "component:default/" + name(number);
        return Tuple.tuple(
                ref,
                "user:default/ann may not hand over "
                        + ref
                        + ": no rule or scope allows portico.ownership.transfer on it, or one"
                        + " denies it.");
    }

    @Test
    void anAdminsTokenThatMayNotMakeClaimsHandsNothingOver() {
        components(2);
        Viewer limited =
                new Viewer(
                        Viewer.Type.USER,
                        "user:default/root",
                        Set.of(),
                        true,
                        new Viewer.Scopes(
                                List.of("catalog.entity.read", "portico.ownership.transfer")),
                        "a test",
                        JsonObject.EMPTY,
                        null);

        Transfers.Preview preview = transfers.preview(limited, wish(TransferWay.CLAIMS));

        assertThat(preview.refused()).isEqualTo(2);
        assertThat(preview.items().getFirst().reason()).contains("portico.claim.write");
    }

    @Test
    void ownersMustBeTwoAndTheNewOneKnown() {
        EntityRef ghost = EntityRef.parse("group:default/ghost");
        assertThatThrownBy(() -> preview(RED, RED)).hasMessageContaining("needs two");
        assertThatThrownBy(() -> preview(RED, ghost)).hasMessageContaining("has no group");
        assertThatThrownBy(() -> preview(RED, EntityRef.parse("api:default/x")))
                .hasMessageContaining("is no owner");
        assertThat(preview(ghost, BLUE).items()).isEmpty();
        assertThatThrownBy(() -> transfers.begin(Viewer.LOCAL, wish(TransferWay.CLAIMS)))
                .hasMessageContaining("owns no entity");
    }

    private Transfers.Preview preview(EntityRef from, EntityRef to) {
        return transfers.preview(
                Viewer.LOCAL, new Transfers.Wish(from, to, EntityFilter.ALL, TransferWay.CLAIMS));
    }

    @Test
    void claimsAreMadeInStepsThatCanBePausedAndCountExactly() {
        components(700);
        Transfer transfer = transfers.begin(Viewer.LOCAL, wish(TransferWay.CLAIMS));
        assertThat(transfer.counts()).isEqualTo(new Counts(700, 0, 0, 0));
        owned(600, EntityRef.parse("group:default/green"));
        owned(601, BLUE);

        look();
        assertThat(counts(transfer)).isEqualTo(new Counts(200, 0, 500, 0));
        assertThat(transfers.pause(Viewer.LOCAL, transfer.id(), true).state())
                .isEqualTo(TransferState.PAUSED);
        look();
        assertThat(counts(transfer)).isEqualTo(new Counts(200, 0, 500, 0));
        transfers.pause(Viewer.LOCAL, transfer.id(), false);
        look();

        assertThat(counts(transfer)).isEqualTo(new Counts(0, 0, 699, 1));
        assertThat(transfers.find(transfer.id()).orElseThrow().state())
                .isEqualTo(TransferState.DONE);
        assertThat(transfers.find(transfer.id()).orElseThrow().endedAt()).isNotNull();
        assertThat(claims()).isEqualTo(698);
        assertThat(transfers.items(transfer.id(), TransferItemState.REFUSED, null, 10))
                .containsExactly(
                        new Transfer.Item(
                                "component:default/service-0600",
                                TransferItemState.REFUSED,
                                "It does not belong to group:default/red any more."));
        assertThat(transfers.pause(Viewer.LOCAL, transfer.id(), true).state())
                .isEqualTo(TransferState.DONE);
    }

    @Test
    void onlyWhoHandsOverEverythingToOneOfTheSameKindLeavesAnAlias() {
        components(20);
        transfers.begin(
                Viewer.LOCAL,
                new Transfers.Wish(
                        RED, BLUE, EntityFilter.equal("spec.type", "job"), TransferWay.CLAIMS));
        assertThat(aliases.read()).isEmpty();
        EntityRef ann = EntityRef.parse("user:default/ann");
        at.memory.organisation(
                new People()
                        .user("ann", "ann@example.com", Map.of())
                        .group("red", Map.of())
                        .group("blue", Map.of())
                        .show()
                        .current());
        transfers.begin(
                Viewer.LOCAL, new Transfers.Wish(RED, ann, EntityFilter.ALL, TransferWay.CLAIMS));
        assertThat(aliases.read()).isEmpty();

        Transfer whole = transfers.begin(Viewer.LOCAL, wish(TransferWay.CLAIMS));

        assertThat(aliases.read())
                .extracting(Alias::from, Alias::to, Alias::because, Alias::actor)
                .containsExactly(
                        Tuple.tuple(RED, BLUE, "transfer " + whole.id(), Viewer.LOCAL.name()));
    }

    @Test
    void aStepThatWasCutOffAfterItsClaimsIsDoneAgainByAnother() {
        components(20);
        Transfer transfer = transfers.begin(Viewer.LOCAL, wish(TransferWay.CLAIMS));
        look();
        // as when the node died before it noted what it had claimed, and holds the row
        at.catalog.sql.inTransaction(
                tx -> {
                    tx.update("update transfer_item set state = 'WAITING'");
                    return tx.update(
                            """
                            update transfer set state = 'RUNNING', ended_at = null,
                                holder = gen_random_uuid(),
                                held_until = clock_timestamp() + interval '1 minute'
                            """);
                });

        look();
        assertThat(counts(transfer)).isEqualTo(new Counts(20, 0, 0, 0));
        at.catalog.sql.inTransaction(
                tx -> tx.update("update transfer set held_until = clock_timestamp()"));
        look();

        assertThat(counts(transfer)).isEqualTo(new Counts(0, 0, 20, 0));
        assertThat(claims()).isEqualTo(20);
    }

    @Test
    void pullRequestsAreOneForEachRepositoryAndTellWhatBecameOfThem() {
        components(10);
        Transfer transfer = transfers.begin(Viewer.LOCAL, wish(TransferWay.PULL_REQUESTS));
        look();

        List<Proposal> proposals = at.proposals.list(Set.of(), 10);
        assertThat(proposals).extracting(Proposal::finding).containsOnly(transfer.finding());
        assertThat(proposals).extracting(each -> each.edits().size()).containsExactly(5, 5);
        assertThat(counts(transfer)).isEqualTo(new Counts(0, 10, 0, 0));
        transfers.pause(Viewer.LOCAL, transfer.id(), true);
        assertThat(at.table.claim(UUID.randomUUID(), Duration.ofDays(1), 9)).isEmpty();
        transfers.pause(Viewer.LOCAL, transfer.id(), false);
        at.catalog.sql.inTransaction(
                tx -> {
                    tx.update(
                            """
                            update proposal set state = 'CLOSED', reason = 'No.',
                                ended_at = clock_timestamp()
                            where repository like '%repo0'
                            """);
                    tx.update(
                            """
                            update proposal_edit set state = 'REFUSED', reason = 'An anchor.'
                            where ref like '%0001'
                            """);
                    return tx.update(
                            """
                            update proposal_edit set state = 'DONE' where ref like '%0003'
                            """);
                });

        look();

        assertThat(counts(transfer)).isEqualTo(new Counts(0, 3, 1, 6));
        assertThat(transfers.items(transfer.id(), TransferItemState.REFUSED, null, 2))
                .extracting(Transfer.Item::reason)
                .containsExactly("No.", "An anchor.");
        assertThat(transfers.find(transfer.id()).orElseThrow().state())
                .isEqualTo(TransferState.RUNNING);
    }

    @Test
    void onlyWhoBeganItAndAdminsPauseIt() {
        components(2);
        Transfer transfer = transfers.begin(Viewer.LOCAL, wish(TransferWay.CLAIMS));
        assertThatThrownBy(() -> transfers.pause(user(Set.of()), transfer.id(), true))
                .hasMessageContaining("did not begin the transfer");
        assertThatThrownBy(() -> transfers.pause(Viewer.LOCAL, UUID.randomUUID(), true))
                .hasMessageContaining("There is no transfer");
    }

    private static Viewer user(Set<String> owns) {
        return user("user:default/ann", owns);
    }

    private static Viewer user(String name, Set<String> owns) {
        return new Viewer(
                Viewer.Type.USER, name, owns, false, null, "a test", JsonObject.EMPTY, null);
    }
}
