package dev.portico.catalog;

import static dev.portico.catalog.CatalogFixture.component;
import static dev.portico.catalog.CatalogFixture.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.catalog.OwnerHistory.Handover;
import dev.portico.catalog.OwnerHistory.HandoverRequest;
import dev.portico.catalog.OwnerHistory.Place;
import dev.portico.catalog.OwnerHistory.Reason;
import dev.portico.catalog.OwnerHistory.Span;
import dev.portico.catalog.store.ReadOwners;
import dev.portico.model.Claim;
import dev.portico.model.EntityRef;
import dev.portico.model.SourceClass;
import dev.portico.test.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OwnerHistoryTest {
    private static final Instant START = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");

    private final CatalogFixture catalog = new CatalogFixture(TestDatabase.fresh());
    private final OwnerHistory history = new ReadOwners(catalog.sql, ClaimOrder.STANDARD);
    private final SourceLease a = catalog.source("git:a", SourceClass.GIT);

    static Stream<DataSource> databases() {
        return Stream.concat(Stream.of(TestDatabase.fresh()), TestDatabase.onPostgres15().stream());
    }

    @ParameterizedTest
    @MethodSource("databases")
    void eachOwnerHasItsTimeAndWhatGaveItToThem(DataSource database) {
        CatalogFixture here = new CatalogFixture(database);
        SourceLease source = here.source("git:a", SourceClass.GIT);
        here.put(source, component("f", "orders", "red"));
        here.put(source, component("f", "orders", "blue"));
        claim(here, "orders", "codeowners", "CODEOWNERS:3", "green");
        claim(here, "orders", "portal", "INC-1", "yellow");
        claim(here, "orders", "portal", "INC-2", "violet");
        claim(here, "orders", "portal", "", new String[0]);
        here.remove(source, component("f", "orders", "blue"));

        List<Span> owners =
                new ReadOwners(here.sql, ClaimOrder.STANDARD).owners(ref("orders"), 10, null);

        assertThat(owners.stream().map(OwnerHistoryTest::told))
                .containsExactly(
                        "blue file claims tester",
                        "violet portal INC-2 tester",
                        "yellow portal INC-1 tester",
                        "blue file git:a c0ffee test",
                        "red file git:a c0ffee test");
        for (int i = 1; i < owners.size(); i++) {
            assertThat(owners.get(i).to()).isEqualTo(owners.get(i - 1).from());
            assertThat(owners.get(i).position()).isLessThan(owners.get(i - 1).position());
        }
        assertThat(owners.getFirst().to()).isAfterOrEqualTo(owners.getFirst().from());
        assertThat(
                        new ReadOwners(here.sql, ClaimOrder.STANDARD)
                                .owners(ref("orders"), 1, owners.get(1).position()).stream()
                                        .map(OwnerHistoryTest::told))
                .containsExactly("yellow portal INC-1 tester");
    }

    @Test
    void aClaimMadeEarlierIsTheReasonOnceItCounts() {
        catalog.put(a, component("f", "orders", "red"));
        claim(catalog, "orders", "ci", "run 7", "blue");
        claim(catalog, "orders", "portal", "INC-1", "green");

        claim(catalog, "orders", "portal", "", new String[0]);

        assertThat(history.owners(ref("orders"), 1, null).stream().map(OwnerHistoryTest::told))
                .containsExactly("blue ci run 7 tester");
    }

    @Test
    void whoOwnedItOnADay() {
        catalog.put(a, component("f", "orders", "red"));
        claim(catalog, "orders", "portal", "INC-1", "blue");
        catalog.sql.inTransaction(
                tx -> {
                    tx.update("update delta set at = '2026-01-01T00:00:00Z' where position = 1");
                    return tx.update(
                            "update delta set at = '2026-02-01T00:00:00Z' where position = 2");
                });

        assertThat(ownersAt("2025-12-31T00:00:00Z")).isEmpty();
        assertThat(ownersAt("2026-01-01T00:00:00Z")).containsExactly("red");
        assertThat(ownersAt("2026-01-31T23:59:59Z")).containsExactly("red");
        assertThat(ownersAt("2026-02-01T00:00:00Z")).containsExactly("blue");
        assertThat(history.ownersAt(ref("none"), END)).isEmpty();
        assertThat(changes(request("2026-01-02T00:00:00Z", "2026-03-01T00:00:00Z")))
                .containsExactly("orders red blue");
        assertThat(changes(request("2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"))).isEmpty();
    }

    private List<String> ownersAt(String at) {
        return history.ownersAt(ref("orders"), Instant.parse(at)).stream()
                .map(span -> span.owner().name())
                .toList();
    }

    private static HandoverRequest request(String from, String to) {
        return new HandoverRequest(Instant.parse(from), Instant.parse(to), null, Place.START, 10);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whatChangedHandsComesInPagesWithoutWhatCameOrWent(DataSource database) {
        CatalogFixture here = new CatalogFixture(database);
        OwnerHistory past = new ReadOwners(here.sql, ClaimOrder.STANDARD);
        SourceLease source = here.source("git:a", SourceClass.GIT);
        here.put(
                source,
                component("f", "api", "red"),
                component("f", "billing", "red"),
                component("f", "gone", "red"),
                component("f", "orders", "green"));
        here.put(source, component("f", "api", "blue"), component("f", "billing", "green"));
        here.remove(source, component("f", "gone", "red"));
        claim(here, "orders", "portal", "INC-1", "blue");
        claim(here, "orders", "portal", "", new String[0]);

        List<Handover> all = new ArrayList<>();
        Place after = Place.START;
        List<Handover> page;
        do {
            page = past.handovers(new HandoverRequest(START, null, null, after, 1));
            assertThat(page).hasSizeLessThan(2);
            all.addAll(page);
            after = page.isEmpty() ? after : page.getLast().place();
        } while (!page.isEmpty());

        assertThat(all.stream().map(OwnerHistoryTest::told))
                .containsExactly(
                        "api red blue file git:a c0ffee test",
                        "billing red green file git:a c0ffee test",
                        "orders green blue portal INC-1 tester",
                        "orders blue green file claims tester");
        assertThat(
                        past
                                .handovers(
                                        new HandoverRequest(
                                                START,
                                                END,
                                                EntityRef.parse("group:default/blue"),
                                                Place.START,
                                                10))
                                .stream()
                                .map(each -> each.entity().name()))
                .containsExactly("api", "orders", "orders");
        assertThatThrownBy(
                        () ->
                                past.handovers(
                                        new HandoverRequest(END, START, null, Place.START, 10)))
                .hasMessageContaining("it must begin before it ends");
        assertThatThrownBy(() -> past.owners(ref("api"), 501, null))
                .hasMessageContaining("from 1 to 500");
    }

    private List<String> changes(HandoverRequest request) {
        return history.handovers(request).stream()
                .map(each -> each.entity().name() + name(each.from()) + name(each.to()))
                .toList();
    }

    private static String told(Handover each) {
        return each.entity().name() + name(each.from()) + name(each.to()) + told(each.reason());
    }

    private static String told(Span span) {
        return span.owner().name() + told(span.reason());
    }

    private static String told(Reason reason) {
        Claim claim = reason.claim();
        Cause change = reason.change();
        return claim != null
                ? " " + claim.source() + " " + claim.evidence() + " " + claim.actor()
                : " file "
                        + change.source()
                        + (change.revision() == null ? "" : " " + change.revision())
                        + " "
                        + change.actor();
    }

    private static String name(@Nullable EntityRef ref) {
        return ref == null ? " -" : " " + ref.name();
    }

    private static void claim(
            CatalogFixture catalog, String name, String source, String evidence, String... owners) {
        catalog.writer.apply(
                ClaimDelta.of(
                        new Cause("claims", null, "tester"),
                        List.of(
                                new ClaimDelta.Change(
                                        ref(name),
                                        Claim.OWNER,
                                        source,
                                        "",
                                        List.of(owners),
                                        evidence,
                                        "tester",
                                        null))));
    }
}
