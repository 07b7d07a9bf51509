package dev.portico.ownership;

import static dev.portico.catalog.CatalogFixture.component;
import static dev.portico.catalog.CatalogFixture.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portico.catalog.CatalogFixture;
import dev.portico.catalog.Cause;
import dev.portico.catalog.ChangeLog;
import dev.portico.catalog.ClaimDelta;
import dev.portico.catalog.ClaimOrder;
import dev.portico.catalog.ClaimStatus;
import dev.portico.catalog.ClaimVerdict;
import dev.portico.catalog.Claims;
import dev.portico.catalog.Declaration;
import dev.portico.catalog.Kinds;
import dev.portico.catalog.Provenance;
import dev.portico.catalog.SourceLease;
import dev.portico.catalog.StoredDocument;
import dev.portico.catalog.store.ReadClaims;
import dev.portico.catalog.store.ReadKinds;
import dev.portico.model.EntityRef;
import dev.portico.model.RelationPair;
import dev.portico.model.SourceClass;
import dev.portico.ownership.store.AliasTable;
import dev.portico.platform.json.JsonObject;
import dev.portico.query.CatalogIndex;
import dev.portico.query.IndexedEntity;
import dev.portico.scm.GitHosts;
import dev.portico.test.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnershipFollowerTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir private Path folder;
    private final CatalogFixture catalog = new CatalogFixture(TestDatabase.fresh());
    private final ChangeLog changeLog = new ChangeLog(catalog.feed, catalog.signal);
    private final OwnedKinds kinds =
            new OwnedKinds(new Kinds(new ReadKinds(catalog.sql), List.of()));
    private final OwnershipMemory memory =
            new OwnershipMemory(kinds, new Places(new GitHosts(List.of())), Clock.systemUTC());
    private final SourceLease source = catalog.source("git:a", SourceClass.GIT);
    private final List<Long> versions = new CopyOnWriteArrayList<>();
    private CatalogIndex index;
    private OwnershipFollower follower;
    private Ownership ownership;

    private final AliasTable table = new AliasTable(catalog.sql, Duration.ofDays(1));
    private Aliases aliases;

    @BeforeEach
    void start() {
        catalog.put(source, component("f", "orders", "red"));
        index = new CatalogIndex(changeLog, folder.resolve("index"), Duration.ZERO);
        index.start();
        aliases = new Aliases(table, index, Clock.systemUTC());
        follower =
                new OwnershipFollower(
                        new Claims(new ReadClaims(catalog.sql, ClaimOrder.STANDARD)),
                        index,
                        changeLog,
                        memory,
                        aliases);
        follower.onChange(() -> versions.add(memory.organisation().version()));
        follower.start();
        ownership = new Ownership(memory, follower, kinds, index, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        follower.stop();
        index.close();
    }

    @Test
    void findingsFollowEntitiesPeopleAndClaims() {
        awaitFindings(FindingType.UNKNOWN_OWNER);
        await().atMost(SOON).until(() -> !versions.isEmpty());

        catalog.put(source, group("red", "{}"));
        awaitFindings(FindingType.EMPTY_OWNER, FindingType.NO_CONTACT);

        catalog.put(source, member("ann", "red"), group("red", "{\"email\":\"red@example.com\"}"));
        awaitFindings();
        assertThat(versions).hasSizeGreaterThan(1).isSorted();

        claim("ci", "ci:x", "blue");
        awaitFindings(FindingType.UNKNOWN_OWNER, FindingType.CLAIMS_DISAGREE);
        assertThat(found("group:default/red")).isEqualTo(1);
        assertThat(found("group:default/blue")).isEqualTo(2);
        assertThat(found("group:default/other")).isZero();
        assertThat(
                        ownership
                                .findings(
                                        new Ownership.Question(
                                                Set.of(), null, _ -> false, null, 10))
                                .findings())
                .isEmpty();

        catalog.remove(source, component("f", "orders", "red"));
        awaitFindings();
    }

    @Test
    void whyAnEntityIsWhoseItIsShowsAWriteAtOnce() {
        for (int i = 0; i < 5; i++) {
            long position = claim("portal", "", "blue" + i);
            index.awaitPosition(position, SOON);

            Ownership.Answer answer =
                    ownership.explain(index.find(ref("orders")).orElseThrow().entity());

            assertThat(answer.owner()).isEqualTo("group:default/blue" + i);
            assertThat(answer.because()).isEqualTo("tester claimed it: seen.");
            assertThat(answer.claims())
                    .extracting(
                            verdict -> verdict.claim().source() + " " + verdict.claim().value(),
                            ClaimVerdict::status)
                    .containsExactly(
                            Tuple.tuple("portal blue" + i, ClaimStatus.APPLIED),
                            Tuple.tuple("file red", ClaimStatus.OVERRULED));
        }
    }

    @Test
    void anAliasOfAnotherNodeShows() {
        table.put(ref("old-orders"), ref("orders"), "rename", "tester");

        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(aliases.find(index, ref("old-orders")))
                                        .get()
                                        .extracting(IndexedEntity::ref)
                                        .isEqualTo(ref("orders")));
    }

    @Test
    void anEntityNobodyClaimsIsItsFilesWord() {
        Ownership.Answer answer =
                ownership.explain(
                        await().atMost(SOON)
                                .ignoreExceptions()
                                .until(() -> index.find(ref("orders")).orElseThrow(), _ -> true)
                                .entity());

        assertThat(answer.owner()).isEqualTo("group:default/red");
        assertThat(answer.because()).isEqualTo("Its own file says so.");
        assertThat(answer.claims()).hasSize(1);
    }

    private void awaitFindings(FindingType... types) {
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(ownership.findings(ref("orders")))
                                        .extracting(Finding::type)
                                        .containsExactly(types));
    }

    private int found(String owner) {
        return ownership
                .findings(
                        new Ownership.Question(
                                Set.of(), EntityRef.parse(owner), _ -> true, null, 10))
                .findings()
                .size();
    }

    private long claim(String by, String origin, String owner) {
        ClaimDelta.Change change =
                new ClaimDelta.Change(
                        ref("orders"), "owner", by, origin, List.of(owner), "seen", "tester", null);
        return catalog.writer
                .apply(ClaimDelta.of(new Cause("test", null, "tester"), List.of(change)))
                .applied()
                .position();
    }

    private static Declaration group(String name, String profile) {
        return person("Group", name, "{\"type\":\"team\",\"profile\":" + profile + "}", List.of());
    }

    private static Declaration member(String name, String group) {
        EntityRef user = new EntityRef("user", "default", name);
        return person(
                "User",
                name,
                "{\"memberOf\":[\"" + group + "\"]}",
                List.of(
                        new RelationPair(
                                user,
                                "memberOf",
                                new EntityRef("group", "default", group),
                                "hasMember")));
    }

    private static Declaration person(
            String kind, String name, String spec, List<RelationPair> relations) {
        return new Declaration(
                "people",
                new EntityRef(kind, "default", name),
                StoredDocument.of(
                        JsonObject.parse(
                                """
                                {"apiVersion":"backstage.io/v1alpha1","kind":"%s",
                                 "metadata":{"name":"%s","namespace":"default"},"spec":%s}
                                """
                                        .formatted(kind, name, spec))),
                relations,
                List.of(),
                new Provenance("people.yaml", "c0ffee", 1, 1, null));
    }
}
