package dev.portico.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.access.store.AuditTable;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.sql.Sql;
import dev.portico.test.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuditLogTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:10Z");

    private final Sql sql = new Sql(TestDatabase.fresh());
    private final AuditTable table = new AuditTable(sql);
    private final Time time = new Time();
    private final List<AuditRecord> told = new CopyOnWriteArrayList<>();
    private final AuditExport export =
            new AuditExport() {
                @Override
                public void tell(AuditRecord record) {
                    told.add(record);
                }

                @Override
                public void end(Duration within) {}
            };
    private final AuditLog audit =
            new AuditLog(table, new From("192.0.2.7"), time, Duration.ofDays(400_000), export);

    @Test
    void keepsWhoDidWhatFromWhereInOrder() {
        audit.record(entry(Viewers.ANN, "catalog.entity.delete", AuditResult.DONE));
        audit.record(
                new Audit.Entry(
                        Viewers.service("bot", null),
                        "catalog.location.create",
                        "location:x",
                        AuditResult.REFUSED,
                        "No rule\0 allows it.",
                        JsonObject.of(Map.of("odd", "a\0b"))));
        audit.start();
        Awaitility.await().until(() -> table.newest(AuditTrail.Filter.ALL, null, 9).size() == 2);
        audit.stop();

        List<AuditRecord> records = table.oldest(AuditTrail.Filter.ALL, 0, 9);
        AuditRecord first = records.getFirst();
        assertThat(first)
                .isEqualTo(
                        new AuditRecord(
                                first.id(),
                                NOON,
                                "user:default/ann",
                                "user",
                                "OIDC test",
                                "catalog.entity.delete",
                                "component:default/orders",
                                AuditResult.DONE,
                                null,
                                "192.0.2.7",
                                "r-1",
                                JsonObject.of(Map.of("position", 7))));
        assertThat(records.getLast().reason()).isEqualTo("No rule allows it.");
        assertThat(told)
                .extracting(AuditRecord::act)
                .containsExactly("catalog.entity.delete", "catalog.location.create");
        assertThat(records.getLast().id()).isGreaterThan(first.id());
        assertThat(table.newest(filter("user:default/ann"), null, 9)).containsExactly(first);
        assertThat(table.newest(AuditTrail.Filter.ALL, records.getLast().id(), 9))
                .containsExactly(first);
        assertThat(table.oldest(AuditTrail.Filter.ALL, first.id(), 9)).hasSize(1);
    }

    @Test
    void nothingIsChangedOrRemovedBeforeItsTime() {
        table.add(List.of(record(Instant.EPOCH), record(Instant.now(Clock.systemUTC()))));

        for (String statement :
                List.of(
                        "update audit set actor = 'x'",
                        "delete from audit",
                        "truncate audit",
                        "set local portico.audit_erasure = 'on'; update audit set result = 'failed'",
                        "set local portico.audit_erasure = 'on'; update audit set address = '::1'",
                        "set local portico.audit_erasure = 'on'; delete from audit")) {
            assertThatThrownBy(
                            () ->
                                    sql.inTransaction(
                                            tx -> {
                                                tx.execute(statement);
                                                return true;
                                            }))
                    .rootCause()
                    .hasMessageContaining("append-only");
        }
        assertThat(table.purge(Duration.ofDays(1))).isEqualTo(1);
        assertThat(table.newest(AuditTrail.Filter.ALL, null, 9)).hasSize(1);
    }

    @Test
    void refusedRequestsOfNobodyAreCountedByAddressAndMinute() {
        AnonymousRefusals refusals = new AnonymousRefusals(time);
        for (int i = 0; i < 1_000; i++) {
            refusals.count("192.0.2.7", i % 2 == 0 ? "catalog.entity.read" : "portico.source.read");
        }
        refusals.count(null, "catalog.entity.read");
        assertThat(refusals.ended()).isEmpty();

        time.now = NOON.plusSeconds(60);
        List<AuditRecord> records = refusals.ended();

        assertThat(records)
                .extracting(AuditRecord::target)
                .containsExactlyInAnyOrder("address:192.0.2.7", "address:unknown");
        AuditRecord flood =
                records.stream()
                        .filter(it -> "192.0.2.7".equals(it.address()))
                        .findFirst()
                        .orElseThrow();
        assertThat(flood.at()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
        assertThat(flood.details())
                .isEqualTo(
                        JsonObject.of(
                                Map.of(
                                        "count",
                                        1000,
                                        "acts",
                                        Map.of(
                                                "catalog.entity.read",
                                                500,
                                                "portico.source.read",
                                                500))));
        assertThat(refusals.all()).isEmpty();
    }

    @Test
    void theRefusalsOfNobodyAreNotStoredOneByOne() {
        audit.start();
        for (int i = 0; i < 50; i++) {
            audit.record(entry(Viewer.ANONYMOUS, "catalog.entity.read", AuditResult.REFUSED));
        }
        audit.stop();

        List<AuditRecord> records = table.newest(AuditTrail.Filter.ALL, null, 99);
        assertThat(records).hasSize(1);
        assertThat(records.getFirst().details().value("count")).isEqualTo(50L);
    }

    @Test
    void aSignInThatTellsWhoseItWasToBeIsKeptAndOthersAreCounted() {
        audit.start();
        JsonObject details = JsonObject.EMPTY.with("setting", "portico.access.providers.corp");
        audit.record(
                new Audit.Entry(
                        Viewer.ANONYMOUS,
                        Audit.SIGN_IN,
                        "provider:corp",
                        AuditResult.REFUSED,
                        "Nobody has the address eve@example.com.",
                        details));
        for (int i = 0; i < 3; i++) {
            audit.refusedCredential(Audit.CREDENTIAL, "192.0.2.9");
        }
        audit.stop();

        List<AuditRecord> records = table.oldest(AuditTrail.Filter.ALL, 0, 9);
        assertThat(records).hasSize(2);
        assertThat(records.getFirst().reason())
                .isEqualTo("Nobody has the address eve@example.com.");
        assertThat(records.getLast().target()).isEqualTo("address:192.0.2.9");
        assertThat(records.getLast().details().object("acts").value("credential")).isEqualTo(3L);
    }

    private static Audit.Entry entry(Viewer viewer, String act, AuditResult result) {
        return new Audit.Entry(
                viewer,
                act,
                "component:default/orders",
                result,
                null,
                JsonObject.of(Map.of("position", 7)));
    }

    private static AuditRecord record(Instant at) {
        return new AuditRecord(
                0,
                at,
                "a",
                "user",
                "c",
                "act",
                "t",
                AuditResult.DONE,
                null,
                null,
                null,
                JsonObject.EMPTY);
    }

    private static AuditTrail.Filter filter(String actor) {
        return new AuditTrail.Filter(null, null, actor, null, null, null);
    }

    private record From(@Nullable String address) implements CurrentRequest {
        @Override
        public String id() {
            return "r-1";
        }
    }

    private static final class Time extends Clock {
        private volatile Instant now = NOON;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
