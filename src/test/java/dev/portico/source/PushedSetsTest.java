package dev.portico.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import dev.portico.test.TestDatabase;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PushedSetsTest {
    private static final Map<String, String> FROM =
            Map.of("backstage.io/managed-by-location", "set:mine");

    private final SourceFixture fixture =
            new SourceFixture(TestDatabase.fresh(), Clock.systemUTC());
    private final PushedSets sets =
            new PushedSets(
                    new PushedSets.Stores(
                            fixture.catalog.ledger,
                            fixture.catalog.writer,
                            fixture.table,
                            fixture.leaseTable),
                    fixture.kinds,
                    new SourceFixture.Config(),
                    fixture.clock);

    @Test
    void aFullPushIsWhatStandsAfterwards() {
        SetReport first = push(entity("orders", "red") + entity("pay", "red"));
        SetReport again = push(entity("pay", "red") + entity("orders", "red"));
        SetReport second = push("[" + entity("orders", "blue") + "]");

        assertThat(told(first))
                .containsExactly(
                        "component:default/orders CREATED", "component:default/pay CREATED");
        assertThat(told(again))
                .containsExactly(
                        "component:default/pay UNCHANGED", "component:default/orders UNCHANGED");
        assertThat(again.version()).isEqualTo(first.version());
        assertThat(told(second)).containsExactly("component:default/orders UPDATED");
        assertThat(second.removed()).containsExactly("component:default/pay");
        assertThat(second.version()).isNotEqualTo(first.version());
        assertThat(refs()).containsExactly("component:default/orders");
    }

    @Test
    void aDeltaLeavesTheRestAndTakesOutWhatItNames() {
        push(entity("orders", "red") + entity("pay", "red") + entity("ship", "red"));

        SetReport delta =
                push(
                        entity("pay", "blue") + "{\"remove\": \"component:default/orders\"}\n",
                        options(true, false, false, false, null));

        assertThat(told(delta))
                .containsExactly(
                        "component:default/pay UPDATED", "component:default/orders REMOVED");
        assertThat(refs()).containsExactly("component:default/pay", "component:default/ship");
    }

    @Test
    void oneBadDocumentDoesNotHideItsNeighboursUnlessThePushIsAtomic() {
        push(entity("pay", "red"));
        String text =
                entity("orders", "red")
                        + "{\"kind\": \"Component\", \"apiVersion\": \"backstage.io/v1alpha1\","
                        + " \"metadata\": {\"name\": \"pay\"}, \"spec\": {}}\n"
                        + "nonsense\n"
                        + entity("orders", "red")
                        + user();

        SetReport atomic = push(text, options(false, false, true, false, null));
        assertThat(atomic.written()).isFalse();
        assertThat(refs()).containsExactly("component:default/pay");

        for (int i = 0; i < 2; i++) {
            SetReport each = push(text);
            assertThat(each.written()).isTrue();
            assertThat(each.documents())
                    .extracting(SetReport.Document::result)
                    .containsExactly(
                            i == 0 ? SetReport.Result.CREATED : SetReport.Result.UNCHANGED,
                            SetReport.Result.REJECTED,
                            SetReport.Result.REJECTED,
                            SetReport.Result.REJECTED,
                            SetReport.Result.REJECTED);
            assertThat(each.documents().get(1).problems()).anyMatch(p -> p.contains("/spec"));
            assertThat(each.documents().get(3).problems())
                    .containsExactly("The set declares component:default/orders twice.");
        }
        assertThat(refs()).containsExactly("component:default/orders", "component:default/pay");
    }

    @Test
    void aDryRunTellsTheDifferenceAndWritesNothing() {
        push(entity("orders", "red") + entity("pay", "red"));
        long position = fixture.catalog.feed.latest();

        SetReport dry = push(entity("orders", "blue"), options(false, true, false, false, null));

        assertThat(dry.written()).isFalse();
        assertThat(told(dry)).containsExactly("component:default/orders UPDATED");
        assertThat(dry.removed()).containsExactly("component:default/pay");
        assertThat(fixture.catalog.feed.latest()).isEqualTo(position);
    }

    @Test
    void anotherVersionThanTheOneNamedIsRefused() {
        String first = push(entity("orders", "red")).version();
        push(entity("orders", "blue"), options(false, false, false, false, first));

        assertThatThrownBy(
                        () ->
                                push(
                                        entity("orders", "green"),
                                        options(false, false, false, false, first)))
                .isInstanceOf(PorticoException.class)
                .hasMessageContaining("has the version");
    }

    @Test
    void theGuardHoldsManyRemovalsUntilTheyAreConfirmed() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            many.append(entity("c" + i, "red"));
        }
        push(many.toString());

        SetReport held = push(entity("c0", "blue"));
        assertThat(held.held()).hasSize(59);
        assertThat(told(held)).containsExactly("component:default/c0 UPDATED");
        assertThat(refs()).hasSize(60);

        SetReport confirmed = push(entity("c0", "blue"), options(false, false, false, true, null));
        assertThat(confirmed.removed()).hasSize(59);
        assertThat(refs()).containsExactly("component:default/c0");
    }

    @Test
    void whatOnlyTheCatalogMaySayIsDroppedWithAWarning() {
        String text =
                entity("orders", "red")
                        .replace(
                                "\"name\"",
                                "\"annotations\": {\"backstage.io/managed-by-location\":"
                                        + " \"url:https://evil.example.com\", \"a\": \"b\"}, \"name\"");

        SetReport report = push(text);

        assertThat(report.documents().getFirst().warnings())
                .containsExactly(
                        "The annotation backstage.io/managed-by-location is the catalog's own and"
                                + " was dropped.");
        String stored =
                new String(
                        fixture.catalog
                                .feed
                                .states(List.of(EntityRef.parse("component:default/orders")))
                                .getFirst()
                                .document(),
                        StandardCharsets.UTF_8);
        assertThat(stored)
                .contains("\"a\":\"b\"")
                .contains("\"backstage.io/managed-by-location\":\"set:mine\"")
                .doesNotContain("evil");
    }

    @Test
    void aSetStaysWithItsBranch() {
        push("refs/heads/main", entity("orders", "red"));

        assertThatThrownBy(() -> push("refs/heads/evil", entity("orders", "blue")))
                .isInstanceOf(PorticoException.class)
                .hasMessage(
                        "The set mine is pushed from refs/heads/main and not from"
                                + " refs/heads/evil.");
    }

    @Test
    void tooManyDocumentsAreRefusedBeforeAnythingIsWritten() {
        String text = "{}\n".repeat(10_001);

        assertThatThrownBy(() -> push(text))
                .isInstanceOf(PorticoException.class)
                .hasMessageContaining("10000");
        assertThat(refs()).isEmpty();
    }

    private static String entity(String name, String owner) {
        return """
        {"apiVersion": "backstage.io/v1alpha1", "kind": "Component", "metadata": {"name": "%s"}, \
        "spec": {"type": "service", "lifecycle": "production", "owner": "%s"}}
        """
                .formatted(name, owner);
    }

    /// A kind that a set may not bring.
    private static String user() {
        return """
        {"apiVersion": "backstage.io/v1alpha1", "kind": "User", "metadata": {"name": "eve"}, \
        "spec": {"memberOf": ["admins"]}}
        """;
    }

    private static SetPush.Options options(
            boolean delta,
            boolean dryRun,
            boolean atomic,
            boolean confirm,
            @Nullable String ifMatch) {
        return new SetPush.Options(delta, dryRun, atomic, confirm, ifMatch);
    }

    private SetReport push(String text) {
        return push(text, options(false, false, false, false, null));
    }

    private SetReport push(String text, SetPush.Options options) {
        return sets.push(new SetPush("mine", content(text), "tester", null, null, FROM, options));
    }

    private SetReport push(String branch, String text) {
        return sets.push(
                new SetPush(
                        "mine",
                        content(text),
                        "tester",
                        "c0",
                        branch,
                        FROM,
                        options(false, false, false, false, null)));
    }

    private static ByteArrayInputStream content(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> told(SetReport report) {
        return report.documents().stream()
                .map(document -> document.ref() + " " + document.result())
                .toList();
    }

    private List<String> refs() {
        return fixture.catalog.ledger.refs("push:mine").stream().map(EntityRef::toString).toList();
    }
}
