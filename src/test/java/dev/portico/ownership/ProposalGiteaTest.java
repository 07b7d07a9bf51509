package dev.portico.ownership;

import static dev.portico.catalog.CatalogFixture.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.access.Viewer;
import dev.portico.ownership.Proposal.ProposalState;
import dev.portico.ownership.store.AliasTable;
import dev.portico.ownership.store.TransferTable;
import dev.portico.platform.json.JsonObject;
import dev.portico.test.RealGitea;
import dev.portico.test.SampleRepo;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Proposals at a real Gitea.
@Tag("real")
@ExtendWith(RealGitea.class)
class ProposalGiteaTest {
    private static final String FILE =
            "# who?\r\nkind: Component\r\napiVersion: backstage.io/v1alpha1\r\nmetadata:\r\n  name:"
                    + " '%s'\r\nspec:\r\n  type: service\r\n  owner: %s   # for now\r\n";
    private static int count;

    @TempDir private Path folder;
    private final RealGitea.Server gitea;
    private WriteBackFixture at;
    private SampleRepo repo;
    private String name;

    ProposalGiteaTest(RealGitea.Server gitea) {
        this.gitea = gitea;
    }

    @BeforeEach
    void start() {
        name = "proposed" + count++;
        at = new WriteBackFixture(folder, gitea.url(), gitea.token());
        repo = SampleRepo.create(folder.resolve("sample"));
        repo.commit("catalog-info.yaml", FILE.formatted("orders", "red"));
        gitea.createRepo(name, true);
        gitea.push(repo, name);
        at.read(name, "catalog-info.yaml", "orders", "red");
        at.claim("orders", "blue");
    }

    @AfterEach
    void stop() {
        at.close();
    }

    private String file(String branch) {
        String content =
                gitea.call(
                                "GET",
                                "/repos/acme/" + name + "/contents/catalog-info.yaml?ref=" + branch,
                                Map.of())
                        .text("content")
                        .orElseThrow();
        return new String(Base64.getDecoder().decode(content));
    }

    private JsonObject request(Proposal proposal) {
        return gitea.call(
                "GET", "/repos/acme/" + name + "/pulls/" + proposal.request().number(), Map.of());
    }

    private Proposal now(Proposal proposal) {
        return at.proposals.find(proposal.id()).orElseThrow();
    }

    private Proposal open() throws Exception {
        Proposal wished = at.proposals.proposeOwner(Viewer.LOCAL, ref("orders"), null);
        assertThat(wished.state()).isEqualTo(ProposalState.WAITING);
        at.look();
        Proposal open = now(wished);
        assertThat(open.reason()).isNull();
        assertThat(open.state()).isEqualTo(ProposalState.OPEN);
        return open;
    }

    private void merge(Proposal proposal) {
        String path = "/repos/acme/" + name + "/pulls/" + proposal.request().number() + "/merge";
        Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .ignoreExceptionsInstanceOf(IllegalStateException.class)
                .until(
                        () -> {
                            gitea.call("POST", path, Map.of("Do", "merge"));
                            return true;
                        });
    }

    @Test
    void opensOneRequestThatChangesOneValueAndAmendsIt() throws Exception {
        Proposal open = open();

        assertThat(file(open.branch())).isEqualTo(FILE.formatted("orders", "blue"));
        JsonObject request = request(open);
        assertThat(request.text("title"))
                .hasValue("owner of component:default/orders: " + "group:default/blue");
        assertThat(request.text("body"))
                .hasValue(
                        "Please.\n\n- `component:default/orders`: owner `group:default/blue`\n\nby"
                                + " local, {unknown}");
        assertThat(request.objects("labels").getFirst().text("name")).hasValue("ownership");
        assertThat(at.proposals.proposeOwner(Viewer.LOCAL, ref("orders"), null).id())
                .isEqualTo(open.id());

        Proposal again = at.proposals.proposeOwner(Viewer.LOCAL, ref("orders"), "green");
        at.look();

        assertThat(again.id()).isEqualTo(open.id());
        assertThat(now(open).request()).isEqualTo(open.request());
        assertThat(file(open.branch())).isEqualTo(FILE.formatted("orders", "green"));
        assertThat(request(open).text("title").orElseThrow()).endsWith("group:default/green");
        assertThat(gitea.call("GET", "/repos/acme/" + name, Map.of()).value("open_pr_counter"))
                .isEqualTo(1L);
    }

    @Test
    void mergedTheClaimClosesItselfOnceTheFileIsRead() throws Exception {
        Proposal open = open();
        merge(open);

        at.look();

        Proposal merged = now(open);
        assertThat(merged.state()).isEqualTo(ProposalState.MERGED);
        assertThat(merged.mergedCommit()).isNotNull();
        assertThat(at.triggered).containsExactly("git:test");
        assertThat(at.claimants("orders")).containsExactly("file", "portal");

        at.read(name, "catalog-info.yaml", "orders", "blue");
        at.look();

        assertThat(now(open).state()).isEqualTo(ProposalState.DONE);
        assertThat(at.claimants("orders")).doesNotContain("portal");
        assertThat(file("main")).isEqualTo(FILE.formatted("orders", "blue"));
    }

    @Test
    void mergedWithSomethingElseTheClaimStays() throws Exception {
        Proposal open = open();
        merge(open);
        at.look();
        at.read(name, "catalog-info.yaml", "orders", "yellow");
        at.catalog.sql.inTransaction(tx -> tx.update("update proposal set failures = 100"));

        at.look();

        assertThat(now(open).state()).isEqualTo(ProposalState.DONE);
        assertThat(now(open).edits().getFirst().reason())
                .isEqualTo("It was merged, but the file does not say so.");
        assertThat(at.claimants("orders")).containsExactly("file", "portal");
    }

    @Test
    void closedItCountsAsNo() throws Exception {
        Proposal open = open();
        gitea.call(
                "PATCH",
                "/repos/acme/" + name + "/pulls/" + open.request().number(),
                Map.of("state", "closed"));

        at.look();

        assertThat(now(open).state()).isEqualTo(ProposalState.CLOSED);
        assertThat(at.claimants("orders")).containsExactly("file", "portal");
        assertThatThrownBy(() -> at.proposals.proposeOwner(Viewer.LOCAL, ref("orders"), null))
                .hasMessageContaining("was closed without being merged")
                .hasMessageContaining("30 days");
        assertThat(at.proposals.proposeAll()).isZero();

        at.catalog.sql.inTransaction(
                tx -> tx.update("update proposal set ended_at = ended_at - interval '31 days'"));
        Proposal other = open();
        assertThat(other.id()).isNotEqualTo(open.id());
        assertThat(other.request()).isNotEqualTo(open.request());
    }

    @Test
    void isMadeAnewOnTopOfAFileThatChangedAndWouldConflict() throws Exception {
        Proposal open = open();
        String changed = FILE.formatted("orders", "\"yellow\"").replace("# who?", "# what?");
        repo.commit("catalog-info.yaml", changed);
        gitea.push(repo, name);

        at.look();

        assertThat(now(open).reason()).isNull();
        assertThat(file(open.branch())).isEqualTo(changed.replace("yellow", "blue"));
        Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .until(() -> Boolean.TRUE.equals(request(open).value("mergeable")));
    }

    @Test
    void aBranchThatSomebodyElseWroteToStays() throws Exception {
        Proposal open = open();
        String sha =
                gitea.call(
                                "GET",
                                "/repos/acme/"
                                        + name
                                        + "/contents/catalog-info.yaml?ref="
                                        + open.branch(),
                                Map.of())
                        .text("sha")
                        .orElseThrow();
        gitea.call(
                "PUT",
                "/repos/acme/" + name + "/contents/catalog-info.yaml",
                Map.of(
                        "branch",
                        open.branch(),
                        "sha",
                        sha,
                        "content",
                        Base64.getEncoder().encodeToString("mine: 1\n".getBytes())));
        repo.commit("catalog-info.yaml", FILE.formatted("orders", "yellow"));
        gitea.push(repo, name);

        at.look();

        assertThat(file(open.branch())).isEqualTo("mine: 1\n");
        assertThat(now(open).state()).isEqualTo(ProposalState.OPEN);
        assertThat(now(open).reason()).contains("Somebody else wrote to the branch");
    }

    @Test
    void aFileThatSaysSoByItselfClosesTheRequest() throws Exception {
        Proposal open = open();
        repo.commit("catalog-info.yaml", FILE.formatted("orders", "group:blue"));
        gitea.push(repo, name);

        at.look();

        assertThat(now(open).state()).isEqualTo(ProposalState.DONE);
        assertThat(request(open).text("state")).hasValue("closed");
    }

    @Test
    void whatCanNotBeEditedIsRefusedWithTheReason() throws Exception {
        repo.commit("catalog-info.yaml", FILE.formatted("orders", "&o red"));
        gitea.push(repo, name);

        Proposal wished = at.proposals.proposeOwner(Viewer.LOCAL, ref("orders"), null);
        at.look();

        assertThat(now(wished).state()).isEqualTo(ProposalState.REFUSED);
        assertThat(now(wished).reason()).contains("anchor");
    }

    @Test
    void cutOffAfterItsPushItFindsWhatItPushed() throws Exception {
        Proposal open = open();
        String pushed = open.progress().commit();
        at.catalog.sql.inTransaction(
                tx ->
                        tx.update(
                                """
                                update proposal set state = 'WAITING', number = null, url = null,
                                    commit_id = null, basis = null, pushed = 0,
                                    opened_at = null, base = ?
                                """,
                                gitea.call(
                                                "GET",
                                                "/repos/acme/" + name + "/branches/main",
                                                Map.of())
                                        .object("commit")
                                        .text("id")
                                        .orElseThrow()));
        repo.commit("README.md", "The target goes on.");
        gitea.push(repo, name);

        at.look();

        assertThat(now(open).request()).isEqualTo(open.request());
        assertThat(now(open).progress().commit()).isEqualTo(pushed);
        assertThat(now(open).reason()).isNull();
    }

    @Test
    void noMoreThanSoManyAreOpenedInAnHour() throws Exception {
        at.perHour = 1;
        repo.commit("two.yaml", FILE.formatted("pay", "red"));
        gitea.push(repo, name);
        at.read(name, "two.yaml", "pay", "red");
        at.claim("pay", "blue");

        assertThat(at.proposals.proposeAll()).isEqualTo(2);
        assertThat(at.proposals.proposeAll()).isZero();
        at.look();
        assertThat(at.proposals.list(Set.of(), 10))
                .extracting(Proposal::state)
                .containsExactlyInAnyOrder(ProposalState.OPEN, ProposalState.WAITING);
        at.catalog.sql.inTransaction(
                tx -> tx.update("update proposal set opened_at = opened_at - interval '2 hours'"));
        at.look();
        assertThat(at.proposals.list(Set.of(ProposalState.OPEN), 10)).hasSize(2);
        assertThat(List.copyOf(at.proposals.of(ref("pay")))).hasSize(1);
    }

    @Test
    void aTransferOfARepositoryIsOneRequestAndDoneOnceItIsMerged() throws Exception {
        repo.commit("two.yaml", FILE.formatted("pay", "group:red"));
        repo.commit("three.yaml", FILE.formatted("old", "&o red"));
        gitea.push(repo, name);
        at.read(name, "two.yaml", "pay", "red");
        at.read(name, "three.yaml", "old", "red");
        TransferTable table =
                new TransferTable(
                        at.catalog.sql, new AliasTable(at.catalog.sql, Duration.ofDays(1)));
        Transfer transfer =
                table.create(
                        new TransferTable.Wish(
                                "group:default/red",
                                "group:default/blue",
                                Transfer.TransferWay.PULL_REQUESTS,
                                "user:default/ann"),
                        Stream.of("orders", "pay", "old")
                                .map(
                                        each ->
                                                new Transfer.Item(
                                                        "component:default/" + each,
                                                        Transfer.TransferItemState.WAITING,
                                                        null))
                                .toList(),
                        false);
        TransferLoop loop =
                new TransferLoop(
                        table, at.memory, at.proposals, at.catalog.writer, Clock.systemUTC());
        assertThat(loop.look()).isTrue();

        at.look();

        Proposal open = at.proposals.about("transfer " + transfer.id()).getFirst();
        assertThat(request(open).text("title")).hasValue("owner of 2 entities: group:default/blue");
        assertThat(open.reason()).isEqualTo("1 of its edits could not be done.");
        go(table, loop);
        assertThat(table.find(transfer.id()).orElseThrow().counts())
                .isEqualTo(new Transfer.Counts(0, 2, 0, 1));

        merge(open);
        at.look();
        at.read(name, "catalog-info.yaml", "orders", "blue");
        at.read(name, "two.yaml", "pay", "blue");
        at.look();
        go(table, loop);

        Transfer done = table.find(transfer.id()).orElseThrow();
        assertThat(done.counts()).isEqualTo(new Transfer.Counts(0, 0, 2, 1));
        assertThat(done.state()).isEqualTo(Transfer.TransferState.DONE);
    }

    private void go(TransferTable table, TransferLoop loop) {
        at.catalog.sql.inTransaction(
                tx -> tx.update("update transfer set next_look = clock_timestamp()"));
        assertThat(loop.look()).isTrue();
    }
}
