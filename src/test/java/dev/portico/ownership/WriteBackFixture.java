package dev.portico.ownership;

import static dev.portico.catalog.CatalogFixture.ref;

import dev.portico.access.Gates;
import dev.portico.access.Viewer;
import dev.portico.access.policy.Policies;
import dev.portico.catalog.CatalogFixture;
import dev.portico.catalog.ClaimOrder;
import dev.portico.catalog.Claims;
import dev.portico.catalog.Kinds;
import dev.portico.catalog.SourceLease;
import dev.portico.catalog.store.ReadClaims;
import dev.portico.catalog.store.ReadKinds;
import dev.portico.model.Claim;
import dev.portico.model.EntityRef;
import dev.portico.model.SourceClass;
import dev.portico.ownership.store.ProposalTable;
import dev.portico.ownership.writeback.ProposalHost;
import dev.portico.ownership.writeback.WriteBackConfig;
import dev.portico.platform.Secret;
import dev.portico.platform.http.OutgoingPolicy;
import dev.portico.platform.json.JsonObject;
import dev.portico.scm.GitHost;
import dev.portico.scm.GitHostKind;
import dev.portico.scm.GitHosts;
import dev.portico.scm.GitMirrors;
import dev.portico.scm.GitPublisher;
import dev.portico.scm.GitRemote;
import dev.portico.scm.GitRepositories;
import dev.portico.scm.HostApis;
import dev.portico.test.TestDatabase;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A catalog with claims, and a Git host whose files say something else.
final class WriteBackFixture implements AutoCloseable {
    final CatalogFixture catalog = new CatalogFixture(TestDatabase.fresh());
    final SourceLease source = catalog.source("git:test", SourceClass.GIT);
    final ProposalTable table = new ProposalTable(catalog.sql);
    final List<String> triggered = new ArrayList<>();
    final OwnershipMemory memory;
    final Policies policies = new Policies();
    final ClaimAuthority authority;
    final OwnedKinds kinds;
    final OwnershipClaims writer;
    final Proposals proposals;
    final ProposalLoop loop;
    int perHour = 20;
    private final Claims claims = new Claims(new ReadClaims(catalog.sql, ClaimOrder.STANDARD));
    private final GitRemote remote;
    private final HostApis apis;
    private final String host;

    WriteBackFixture(Path folder, String host, String token) {
        this.host = host;
        GitHosts hosts =
                new GitHosts(
                        List.of(
                                new GitHost(
                                        "test",
                                        GitHostKind.GITEA,
                                        URI.create(host),
                                        () -> Optional.of(new Secret(token)),
                                        null)));
        OutgoingPolicy policy = OutgoingPolicy.of(List.of(URI.create(host).getAuthority()));
        remote = new GitRemote(hosts, policy, folder, Duration.ofSeconds(10), 1_000_000);
        apis = new HostApis(hosts, policy, Duration.ofSeconds(10));
        GitRepositories repositories =
                new GitRepositories(
                        remote,
                        new GitMirrors(
                                remote, folder.resolve("mirrors"), 1L << 30, Clock.systemUTC()));
        Places places = new Places(hosts);
        kinds = new OwnedKinds(new Kinds(new ReadKinds(catalog.sql), List.of()));
        memory = new OwnershipMemory(kinds, places, Clock.systemUTC());
        authority =
                new ClaimAuthority(
                        memory,
                        places,
                        Gates.of(
                                () -> Viewer.LOCAL,
                                new OwnedEntities(memory),
                                policies.access(true)),
                        List::of,
                        Clock.systemUTC());
        writer = new OwnershipClaims(catalog.writer, authority, kinds, Clock.systemUTC());
        Config config = new Config();
        proposals =
                new Proposals(
                        table,
                        memory,
                        authority,
                        new Proposals.Settings(config, kinds, Clock.systemUTC()),
                        repositories);
        ProposalHost at =
                new ProposalHost(
                        repositories,
                        new GitPublisher(remote, folder.resolve("git"), folder.resolve("push")),
                        apis,
                        config);
        loop =
                new ProposalLoop(
                        table,
                        proposals,
                        memory,
                        new ProposalLoop.Work(
                                at,
                                catalog.writer,
                                address -> List.of("git:test"),
                                (name, actor) -> triggered.add(name),
                                config));
    }

    private final class Config implements WriteBackConfig {
        @Override
        public boolean auto() {
            return false;
        }

        @Override
        public int perHour() {
            return perHour;
        }

        @Override
        public Duration keep() {
            return Duration.ofDays(400);
        }

        @Override
        public Duration noFor() {
            return Duration.ofDays(30);
        }

        @Override
        public Duration lookEvery() {
            return Duration.ofMinutes(10);
        }

        @Override
        public String title() {
            return "{field} of {entity}: {value}";
        }

        @Override
        public Optional<String> text() {
            return Optional.of("Please.\n\n{edits}\n\nby {actor}, {unknown}");
        }

        @Override
        public Optional<List<String>> labels() {
            return Optional.of(List.of("ownership"));
        }

        @Override
        public String branchPrefix() {
            return "portico/";
        }

        @Override
        public String authorName() {
            return "Portico";
        }

        @Override
        public String authorEmail() {
            return "portico@example.com";
        }
    }

    /// A component as a run of the source reads it.
    void read(String repository, String path, String name, String owner) {
        catalog.put(source, CatalogFixture.component(path, name, owner));
        memory.put(
                new EntityFacts(
                        ref(name),
                        List.of(EntityRef.parse("group:default/" + owner)),
                        owner,
                        host + "/acme/" + repository + "/src/branch/main/" + path,
                        false,
                        false));
        follow();
    }

    void claim(String name, String owner) {
        List<ClaimOutcome> outcomes =
                writer.write(
                        Viewer.LOCAL,
                        List.of(
                                ClaimRequest.parse(
                                        JsonObject.EMPTY
                                                .with("entity", name)
                                                .with("owner", owner))),
                        false);
        if (outcomes.getFirst().result() == ClaimEffect.REFUSED) {
            throw new AssertionError(outcomes);
        }
        follow();
    }

    void follow() {
        memory.claimed(claims.read(0).claims());
    }

    /// Sources of the claims about the owner of a component that have not been withdrawn.
    List<String> claimants(String name) {
        follow();
        Instant now = Clock.systemUTC().instant();
        return memory.claims(ref(name)).stream()
                .filter(claim -> !claim.isExpired(now) && claim.field().equals(Claim.OWNER))
                .map(Claim::source)
                .sorted()
                .toList();
    }

    /// Has all live proposals looked at now.
    void look() throws InterruptedException {
        catalog.sql.inTransaction(
                tx -> tx.update("update proposal set next_look = clock_timestamp()"));
        while (loop.look()) {
            follow();
        }
    }

    @Override
    public void close() {
        apis.close();
        remote.close();
    }
}
