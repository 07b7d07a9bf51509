package dev.portico.access.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portico.access.AuditExport;
import dev.portico.access.AuditRecord;
import dev.portico.access.AuditResult;
import dev.portico.platform.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Reads what is sent by the numbers of the fields in OTLP's protocol.
class OtlpAuditTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.000000007Z");

    private record Sent(String path, String type, @Nullable String key, byte[] body) {}

    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private HttpServer collector;

    @BeforeEach
    void start() throws IOException {
        collector =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", this::take);
        collector.start();
    }

    @AfterEach
    void stop() {
        collector.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean refused = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            if (!refused) {
                sent.add(
                        new Sent(
                                exchange.getRequestURI().getPath(),
                                headers.getFirst("Content-Type"),
                                headers.getFirst("Api-Key"),
                                body));
            }
            exchange.sendResponseHeaders(refused ? 503 : 200, -1);
        }
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + collector.getAddress().getPort() + "/otlp/v1/logs");
    }

    private static AuditRecord record(AuditResult result, @Nullable String reason) {
        return new AuditRecord(
                0,
                NOON,
                "user:default/ann",
                "user",
                "OIDC corp",
                "catalog.entity.delete",
                "component:default/orders",
                result,
                reason,
                reason == null ? "192.0.2.7" : null,
                reason == null ? "r-1" : null,
                reason == null ? JsonObject.of(Map.of("position", 7)) : JsonObject.EMPTY);
    }

    @Test
    void aRecordIsAnEventWithItsFields() throws IOException {
        AuditExport export = new OtlpAudit(url(), Map.of("Api-Key", "k"));
        export.tell(record(AuditResult.DONE, null));
        export.tell(record(AuditResult.REFUSED, "No rule allows it."));
        export.end(SOON);

        assertThat(sent).hasSize(1);
        assertThat(sent.getFirst().path()).isEqualTo("/otlp/v1/logs");
        assertThat(sent.getFirst().type()).isEqualTo("application/x-protobuf");
        assertThat(sent.getFirst().key()).isEqualTo("k");
        UnknownFieldSet resource =
                in(UnknownFieldSet.parseFrom(sent.getFirst().body()), 1).getFirst();
        assertThat(attributes(in(resource, 1).getFirst(), 1))
                .containsEntry("service.name", "portico");
        List<UnknownFieldSet> records = in(in(resource, 2).getFirst(), 2);
        assertThat(records).hasSize(2);
        UnknownFieldSet done = records.getFirst();
        assertThat(text(done, 12)).isEqualTo("portico.audit");
        assertThat(done.getField(1).getFixed64List())
                .containsExactly(NOON.getEpochSecond() * 1_000_000_000 + 7);
        assertThat(done.getField(2).getVarintList()).containsExactly(9L);
        assertThat(text(in(done, 5).getFirst(), 1))
                .isEqualTo("user:default/ann catalog.entity.delete component:default/orders done");
        assertThat(attributes(done, 6))
                .isEqualTo(
                        Map.of(
                                "portico.audit.actor", "user:default/ann",
                                "portico.audit.actor_type", "user",
                                "portico.audit.credential", "OIDC corp",
                                "portico.audit.act", "catalog.entity.delete",
                                "portico.audit.target", "component:default/orders",
                                "portico.audit.result", "done",
                                "portico.audit.request", "r-1",
                                "portico.audit.details", "{\"position\":7}",
                                "client.address", "192.0.2.7"));
        assertThat(records.getLast().getField(2).getVarintList()).containsExactly(13L);
        assertThat(attributes(records.getLast(), 6))
                .containsEntry("portico.audit.result", "refused")
                .containsEntry("portico.audit.reason", "No rule allows it.")
                .doesNotContainKeys(
                        "client.address", "portico.audit.request", "portico.audit.details");
    }

    @Test
    void whatACollectorCanNotTakeNowIsSentAgain() {
        refusals.set(1);
        AuditExport export = new OtlpAudit(url(), Map.of());
        export.tell(record(AuditResult.DONE, null));
        export.end(SOON);

        assertThat(refusals).hasValue(0);
        assertThat(sent).hasSize(1);
    }

    @Test
    void aCollectorThatIsNotThereHoldsNothingUp() {
        URI nowhere = url();
        collector.stop(0);
        AuditExport export = new OtlpAudit(nowhere, Map.of());
        for (int i = 0; i < 20_000; i++) {
            export.tell(record(AuditResult.DONE, null));
        }
        export.end(Duration.ofMillis(200));
        export.tell(record(AuditResult.DONE, null));

        assertThat(sent).isEmpty();
    }

    @Test
    void anAddressThatIsNoneIsRefusedWithTheSetting() {
        assertThatThrownBy(() -> new OtlpAudit(URI.create("collector:4318"), Map.of()))
                .hasMessageContaining("portico.access.audit-otlp.url is 'collector:4318'");
    }

    private static List<UnknownFieldSet> in(UnknownFieldSet message, int field) {
        return message.getField(field).getLengthDelimitedList().stream()
                .map(
                        bytes -> {
                            try {
                                return UnknownFieldSet.parseFrom(bytes);
                            } catch (IOException e) {
                                throw new AssertionError(e);
                            }
                        })
                .toList();
    }

    private static String text(UnknownFieldSet message, int field) {
        return message.getField(field).getLengthDelimitedList().getFirst().toStringUtf8();
    }

    private static Map<String, String> attributes(UnknownFieldSet message, int field) {
        Map<String, String> all = new TreeMap<>();
        in(message, field).forEach(pair -> all.put(text(pair, 1), text(in(pair, 2).getFirst(), 1)));
        return all;
    }
}
