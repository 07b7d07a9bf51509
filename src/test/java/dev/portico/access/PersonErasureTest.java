package dev.portico.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.portico.access.store.AuditTable;
import dev.portico.access.store.CredentialErasure;
import dev.portico.catalog.CatalogFixture;
import dev.portico.catalog.Cause;
import dev.portico.catalog.ClaimDelta;
import dev.portico.catalog.Declaration;
import dev.portico.catalog.History;
import dev.portico.catalog.Provenance;
import dev.portico.catalog.SourceLease;
import dev.portico.catalog.StoredDocument;
import dev.portico.model.EntityRef;
import dev.portico.model.RelationPair;
import dev.portico.model.SourceClass;
import dev.portico.ownership.store.OwnershipErasure;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.store.RuntimeErasure;
import dev.portico.template.store.Archives;
import dev.portico.template.store.TaskErasure;
import dev.portico.test.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PersonErasureTest {
    private static final EntityRef JANE = EntityRef.parse("user:default/jane");
    private static final EntityRef ORDERS = CatalogFixture.ref("orders");
    private static final List<String> TRACES = List.of("jane", "j.doe@acme.example", "doe");

    private final CatalogFixture catalog = new CatalogFixture(TestDatabase.fresh());
    private final SourceLease source = catalog.source("git:people", SourceClass.GIT);
    private final Privacy privacy =
            new PersonErasure(
                    List.of(
                            catalog.erasure(),
                            new TaskErasure(catalog.sql, Archives.on(catalog.sql)),
                            new OwnershipErasure(catalog.sql),
                            new RuntimeErasure(catalog.sql)),
                    new CredentialErasure(catalog.sql),
                    new AuditTable(catalog.sql));

    @BeforeEach
    void tracesEverywhere() {
        catalog.put(source, user());
        catalog.put(source, owned("user:default/jane"), group("jane"));
        claim("portal", "user:default/jane", "group:default/red");
        claim("default", "user:default/ann", "user:default/jane");
        claim("ci", "user:default/ann", "user:default/jane");
        catalog.put(source, owned("group:default/red"), group("ann"));
        rows(
                """
                insert into access_token (id, hash, name, subject, created_by, expires_at) values
                    (gen_random_uuid(), '\\x01', 'laptop', 'user:default/jane', 'user:default/jane', now()),
                    (gen_random_uuid(), '\\x02', 'deploys', 'service:deployer', 'user:default/jane', now())
                """,
                """
                insert into access_session (hash, id, subject, admin, groups, credential, provider,
                    provider_subject, expires_at) values
                    ('\\x01', gen_random_uuid(), 'user:default/jane', false, '{}', 'OIDC corp', 'corp',
                        'j.doe@acme.example', now())
                """,
                """
                insert into task (id, state, template, strict, spec, created_by, ended_at, output) values
                    ('%s', 'COMPLETED', 'template:default/new', true,
                        '{"parameters":{"owner":"user:jane","by":"J.Doe@acme.example","who":"jane"}}',
                        'user:default/jane', now(), '{"text":"For\\nuser:default/jane."}')
                """
                        .formatted(TASK),
                "insert into task_step (task, number, id, name, action, status, output, reason) values ('%1$s', 0, 'a', 'A', 'debug:log', 'COMPLETED', '{\"made\":\"user:default/jane\"}', 'Jane Doe said so')"
                        .formatted(TASK),
                "insert into task_event (task, type, body) values ('%s', 'LOG', '{\"message\":\"asked user:default/jane\"}')"
                        .formatted(TASK),
                "insert into task_decision (task, step, item, actor, approved, comment) values ('%s', 0, 0, 'user:default/jane', true, 'ok, @jane')"
                        .formatted(TASK),
                "insert into task_callback (task, step, item, token_hash, answer) values ('%s', 0, 0, '\\x01', '{\"by\":\"jane\"}')"
                        .formatted(TASK),
                "insert into task_chunk (task, hash, body) values ('%s', '\\x01', '\\x01')"
                        .formatted(TASK),
                "insert into task_made (task, type, ref, url) values ('%s', 'ENTITY', 'user:default/jane', null)"
                        .formatted(TASK),
                "insert into task_origin (task, created_by, created_at, parameters) values (gen_random_uuid(), 'user:default/jane', now(), '{\"owner\":\"jane\"}')",
                "insert into proposal (id, repository, push_key, finding, branch, state, actor) values ('%s', 'r', 'r', 'f', 'b', 'CLOSED', 'user:default/jane')"
                        .formatted(TASK),
                "insert into proposal_edit (proposal, ref, field, value, location) values ('%s', 'component:default/orders', 'owner', 'user:default/jane', 'l')"
                        .formatted(TASK),
                "insert into transfer (id, from_owner, to_owner, way, state, actor) values ('%s', 'user:default/jane', 'group:default/red', 'CLAIM', 'ENDED', 'user:default/jane')"
                        .formatted(TASK),
                "insert into alias (old_ref, new_ref, because, actor, expires_at) values ('user:default/jdoe', 'user:default/jane', 'rename', 'user:default/ann', now()), ('group:default/red', 'group:default/blue', 'rename', 'user:default/jane', now())",
                "insert into reported_deployment (entity, environment, newest, deployment, at) values ('component:default/orders', 'e', true, '{\"by\":\"user:default/jane\"}', now())",
                """
                insert into audit (at, actor, actor_type, credential, act, target, result, reason, address, details) values
                    (now(), 'user:default/jane', 'user', 'OIDC corp', 'sign-in', '', 'done', null, '192.0.2.7', '{}'),
                    (now(), 'user:default/ann', 'user', 'OIDC corp', 'portico.token.manage', 'user:default/jane', 'refused',
                        'user:default/jane has 100 tokens.', '192.0.2.8', '{"subject":"user:default/jane","mail":"j.doe@acme.example"}')
                """);
    }

    private static final String TASK = "00000000-0000-4000-8000-000000000001";

    @Test
    void nothingNamesThemAfterwardsAndTheAuditHasAPseudonym() {
        catalog.remove(source, user());

        Privacy.Result result = privacy.erase(wanted(false));

        assertThat(result.erased().remaining()).isEmpty();
        assertThat(traces()).isEmpty();
        assertThat(result.pseudonym()).matches("user:erased/[0-9a-f]{16}");
        AuditTable audit = new AuditTable(catalog.sql);
        List<AuditRecord> records = audit.oldest(AuditTrail.Filter.ALL, 0, 9);
        assertThat(records.getFirst().actor()).isEqualTo(result.pseudonym());
        assertThat(records.getFirst().address()).isNull();
        assertThat(records.getLast().actor()).isEqualTo("user:default/ann");
        assertThat(records.getLast().address()).isEqualTo("192.0.2.8");
        assertThat(records.getLast().reason()).isEqualTo(result.pseudonym() + " has 100 tokens.");
        assertThat(records.getLast().details().text("subject")).contains(result.pseudonym());
        assertThat(result.erased().rows())
                .containsEntry("access_token", 2)
                .containsEntry("access_session", 1)
                .containsEntry("task", 1)
                .containsEntry("change", 2);
        assertThat(count("task_chunk")).isZero();
        assertThat(count("access_token")).isEqualTo(1);
    }

    @Test
    void historyOfOthersStaysAndNamesThePseudonym() {
        catalog.remove(source, user());

        Privacy.Result result = privacy.erase(wanted(false));

        List<History.Version> versions = catalog.history.versions(ORDERS, 99, null);
        assertThat(versions).hasSizeGreaterThan(1);
        assertThat(
                        versions.stream()
                                .map(version -> owner(version.entity()))
                                .anyMatch(result.pseudonym()::equals))
                .isTrue();
        assertThat(catalog.history.versions(JANE, 99, null)).isEmpty();
    }

    @Test
    void whatAFileStillSaysIsToldWithTheFileAndGoesOnceTheFileIsGone() {
        Privacy.Result first = privacy.erase(wanted(false));

        assertThat(first.erased().remaining())
                .containsExactly(
                        "people.yaml, line 1 of the source git:people declares user:default/jane;"
                                + " remove it there, then run this once more.");
        assertThat(count("access_session")).isZero();

        catalog.remove(source, user());
        Privacy.Result second = privacy.erase(wanted(false));

        assertThat(second.erased().remaining()).isEmpty();
        assertThat(traces()).isEmpty();
        assertThat(privacy.erase(wanted(false)).erased()).isEqualTo(Erased.NOTHING);
    }

    @Test
    void aDryRunTellsTheSameAndChangesNothing() {
        catalog.remove(source, user());
        List<String> before = traces();
        long latest = catalog.feed.latest();

        Privacy.Result dry = privacy.erase(wanted(true));

        assertThat(traces()).isEqualTo(before).isNotEmpty();
        assertThat(catalog.feed.latest()).isEqualTo(latest);
        assertThat(dry.erased().rows().keySet())
                .isEqualTo(privacy.erase(wanted(false)).erased().rows().keySet());
    }

    @Test
    void anIndexThatMissedTheRemovalIsBuiltAnew() {
        long known = catalog.feed.latest();
        var mark = catalog.feed.positionId(known);
        catalog.remove(source, user());
        var after = catalog.feed.positionId(catalog.feed.latest());

        var unused = privacy.erase(wanted(false));

        assertThat(catalog.feed.positionId(known)).isPresent().isNotEqualTo(mark);
        assertThat(catalog.feed.positionId(known + 1)).isEqualTo(after);
    }

    @Test
    void aTaskThatGoesOnIsToldAndKeepsWhatItNeeds() {
        catalog.remove(source, user());
        rows("update task set ended_at = null, state = 'WAITING'");

        Privacy.Result result = privacy.erase(wanted(false));

        assertThat(result.erased().remaining())
                .containsExactly(
                        "The task "
                                + TASK
                                + " names them and has not ended; cancel it or wait for its end,"
                                + " then run this once more.");
    }

    @Test
    void whoIsCalledAlikeStays() {
        rows(
                "insert into access_token (id, hash, name, subject, created_by, expires_at) values (gen_random_uuid(), '\\x03', 'mine', 'user:default/jane-b', 'user:default/jane.b', now())",
                "insert into task_origin (task, created_by, created_at, parameters) values (gen_random_uuid(), 'user:default/mary-jane', now(), '{\"a\":\"mary-j.doe@acme.example\",\"b\":\"jane-b\"}')");

        var unused = privacy.erase(wanted(false));

        assertThat(texts("access_token", "subject")).contains("user:default/jane-b");
        assertThat(texts("access_token", "created_by")).contains("user:default/jane.b");
        assertThat(texts("task_origin", "parameters"))
                .contains("{\"a\":\"mary-j.doe@acme.example\",\"b\":\"jane-b\"}");
    }

    @Test
    void onlyAUserIsErasedAndOnlyByTextsThatAreLongEnough() {
        assertThatThrownBy(() -> privacy.erase(new Privacy.Wanted(ORDERS, List.of(), true)))
                .isInstanceOf(PorticoException.class)
                .hasMessageContaining("is no person");
        assertThatThrownBy(() -> privacy.erase(new Privacy.Wanted(JANE, List.of("jd"), true)))
                .isInstanceOf(PorticoException.class)
                .hasMessageContaining("5 characters or more");
    }

    private static Privacy.Wanted wanted(boolean dryRun) {
        return new Privacy.Wanted(JANE, List.of(), dryRun);
    }

    private static @Nullable String owner(dev.portico.model.@Nullable Entity entity) {
        return entity == null ? null : entity.json().object("spec").text("owner").orElse(null);
    }

    private static Declaration user() {
        return declared(
                JANE,
                Map.of(
                        "profile",
                        Map.of("email", "j.doe@acme.example", "displayName", "Jane Doe")));
    }

    private static Declaration owned(String owner) {
        Declaration plain = declared(ORDERS, Map.of("type", "service", "owner", owner));
        return new Declaration(
                plain.location(),
                plain.ref(),
                plain.document(),
                List.of(new RelationPair(ORDERS, "ownedBy", EntityRef.parse(owner), "ownerOf")),
                List.of(),
                plain.provenance());
    }

    private static Declaration group(String member) {
        return declared(
                EntityRef.parse("group:default/blue"),
                Map.of("type", "team", "members", List.of(member)));
    }

    private static Declaration declared(EntityRef ref, Map<String, Object> spec) {
        return new Declaration(
                "people/" + ref.name(),
                ref,
                StoredDocument.of(
                        JsonObject.EMPTY
                                .with("apiVersion", "backstage.io/v1alpha1")
                                .with("kind", ref.kind())
                                .with("metadata", Map.of("name", ref.name()))
                                .with("spec", spec)),
                List.of(),
                List.of(),
                new Provenance("people.yaml", "c0ffee", 1, 1, null));
    }

    private void claim(String kind, String actor, String... owners) {
        catalog.writer.apply(
                ClaimDelta.of(
                        new Cause("claims", null, actor),
                        List.of(
                                new ClaimDelta.Change(
                                        ORDERS,
                                        "owner",
                                        kind,
                                        "",
                                        List.of(owners),
                                        "asked by " + actor,
                                        actor,
                                        null))));
    }

    private void rows(String... statements) {
        catalog.sql.inTransaction(
                tx -> {
                    for (String statement : statements) {
                        tx.execute(statement);
                    }
                    return true;
                });
    }

    private long count(String table) {
        return texts(table, "1").size();
    }

    private List<String> texts(String table, String column) {
        return catalog.sql.onSnapshot(
                tx ->
                        tx.query(
                                "select " + column + "::text from " + table,
                                row -> row.getString(1)));
    }

    /// Where a name or address of theirs is found, in any column of any table, documents included.
    private List<String> traces() {
        record Column(String table, String name) {}
        List<Column> columns =
                catalog.sql.onSnapshot(
                        tx ->
                                tx.query(
                                        """
                                        select table_name, column_name from information_schema.columns
                                        where table_schema = 'public' order by 1, 2
                                        """,
                                        row -> new Column(row.getString(1), row.getString(2))));
        List<String> found = new ArrayList<>();
        for (Column column : columns) {
            for (String text : texts(column.table(), '"' + column.name() + '"')) {
                String seen = text == null ? "" : text.toLowerCase(Locale.ROOT);
                TRACES.stream()
                        .filter(seen::contains)
                        .forEach(trace -> found.add(column + " " + seen));
            }
        }
        catalog.sql.onSnapshot(
                tx ->
                        tx.query(
                                "select body from document",
                                row -> {
                                    byte[] body = row.getBytes(1);
                                    String json =
                                            new String(
                                                    Zstd.decompress(
                                                            body,
                                                            (int) Zstd.getFrameContentSize(body)),
                                                    StandardCharsets.UTF_8);
                                    if (TRACES.stream()
                                            .anyMatch(json.toLowerCase(Locale.ROOT)::contains)) {
                                        found.add("document " + json);
                                    }
                                    return json;
                                }));
        return found;
    }
}
