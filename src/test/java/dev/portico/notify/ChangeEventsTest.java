package dev.portico.notify;

import static dev.portico.catalog.CatalogFixture.component;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portico.catalog.Change;
import dev.portico.catalog.ChangeCursor;
import dev.portico.catalog.Declaration;
import dev.portico.catalog.LoggedChange;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeEventsTest {
    private static final String FILE = "https://git.example.com/acme/a/catalog-info.yaml";
    private static final Declaration ORDERS = component(FILE, "orders", "red");
    private static final Declaration PAYMENTS = component(FILE, "payments", "blue");
    private static final Declaration SHOP = component(FILE, "shop", "red");

    @TempDir Path folder;
    private NotifyFixture fixture;

    @BeforeEach
    void start() {
        fixture = new NotifyFixture(folder.resolve("index"));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void pagesJoinedAreTheWholeLogAlsoInTheMiddleOfATransaction() {
        fixture.catalog.put(fixture.git, ORDERS, PAYMENTS, SHOP);
        fixture.catalog.put(fixture.git, component(FILE, "orders", "blue"));
        fixture.catalog.remove(fixture.git, PAYMENTS, SHOP);
        fixture.settle();

        List<LoggedChange> joined = new ArrayList<>();
        ChangeCursor at = ChangeCursor.START;
        ChangeEvents.Slice slice;
        do {
            slice = fixture.changes.read(at, ChangeFilter.ALL, 2);
            joined.addAll(slice.changes());
            at = ChangeCursor.parse(slice.next().toString());
        } while (slice.more());

        assertThat(NotifyFixture.names(joined))
                .containsExactly(
                        "CREATED orders",
                        "CREATED payments",
                        "CREATED shop",
                        "UPDATED orders",
                        "REMOVED payments",
                        "REMOVED shop");
        assertThat(joined.stream().map(LoggedChange::cursor)).doesNotHaveDuplicates();
        assertThat(fixture.changes.read(at, ChangeFilter.ALL, 2).changes()).isEmpty();
        assertThat(at).isEqualTo(fixture.changes.now());
    }

    @Test
    void whatIsWrittenAfterAPageWasReadIsAnsweredBehindTheSameCursor() {
        fixture.catalog.put(fixture.git, ORDERS);
        fixture.settle();
        assertThat(read(ChangeFilter.ALL)).containsExactly("CREATED orders");

        fixture.catalog.put(fixture.git, PAYMENTS);
        fixture.settle();

        assertThat(read(ChangeFilter.ALL)).containsExactly("CREATED orders", "CREATED payments");
    }

    @Test
    void anOwnerHearsOfWhatItHasAndOfWhatItLoses() {
        fixture.catalog.put(fixture.git, ORDERS, PAYMENTS, SHOP);
        fixture.catalog.put(fixture.git, component(FILE, "orders", "blue"));
        fixture.catalog.put(fixture.git, component(FILE, "orders", "green"));
        fixture.catalog.remove(fixture.git, PAYMENTS, SHOP);
        fixture.settle();

        assertThat(read(filter(List.of(), List.of("red"), List.of(), List.of())))
                .containsExactly(
                        "CREATED orders", "CREATED shop", "UPDATED orders", "REMOVED shop");
        assertThat(read(filter(List.of(), List.of("Group:default/blue"), List.of(), List.of())))
                .containsExactly(
                        "CREATED payments", "UPDATED orders", "UPDATED orders", "REMOVED payments");
    }

    @Test
    void filtersByKindSourceAndType() {
        fixture.catalog.put(fixture.git, ORDERS);
        fixture.catalog.remove(fixture.git, ORDERS);
        fixture.settle();

        assertThat(read(filter(List.of("API"), List.of(), List.of(), List.of()))).isEmpty();
        assertThat(read(filter(List.of("Component"), List.of(), List.of(), List.of()))).hasSize(2);
        assertThat(read(filter(List.of(), List.of(), List.of("git:other"), List.of()))).isEmpty();
        assertThat(read(filter(List.of(), List.of(), List.of(fixture.git.source()), List.of())))
                .hasSize(2);
        assertThat(read(filter(List.of(), List.of(), List.of(), List.of("removed"))))
                .containsExactly("REMOVED orders");
        assertThat(
                        read(
                                filter(
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        List.of("dev.portico.entity.created"))))
                .containsExactly("CREATED orders");
        assertThat(failure(() -> filter(List.of(), List.of(), List.of(), List.of("gone"))).text())
                .isEqualTo("'gone' is no type of change; there are created, updated and removed.");
    }

    @Test
    void aCursorThatIsNoneOrOfAnotherDatabaseIsRefused() {
        fixture.catalog.put(fixture.git, ORDERS);
        long latest = fixture.settle();
        String real = fixture.changes.now().toString();
        String foreign = real.substring(0, real.length() - 8) + "00000000";

        for (String text : List.of("x", "", "-1", "1-2", "1-1-zzzzzzzz", "99999999999999999999")) {
            assertThat(failure(() -> ChangeCursor.parse(text)).text()).contains("is no cursor");
        }
        for (String text : List.of(foreign, String.valueOf(latest + 1))) {
            PorticoException refused =
                    failure(
                            () ->
                                    fixture.changes.read(
                                            ChangeCursor.parse(text), ChangeFilter.ALL, 1));
            assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_INPUT);
            assertThat(refused.text()).contains(text).contains("of another database");
        }
    }

    @Test
    void aCursorOlderThanTheLogIsGoneAndTheWayOnIsTold() {
        fixture.catalog.put(fixture.git, ORDERS);
        fixture.catalog.put(fixture.git, PAYMENTS);
        fixture.catalog.put(fixture.git, SHOP);
        fixture.settle();
        fixture.catalog.sql.inTransaction(tx -> tx.update("delete from delta where position < 3"));

        PorticoException gone =
                failure(() -> fixture.changes.read(ChangeCursor.behind(1), ChangeFilter.ALL, 1));

        assertThat(gone.code()).isEqualTo(ErrorCode.GONE);
        assertThat(gone.details())
                .containsEntry("after", fixture.changes.now().toString())
                .containsEntry("snapshot", "/api/catalog/entities/by-query");
        assertThat(
                        NotifyFixture.names(
                                fixture.changes
                                        .read(ChangeCursor.behind(2), ChangeFilter.ALL, 9)
                                        .changes()))
                .containsExactly("CREATED shop");
    }

    @Test
    void aFilterThatNothingFitsMovesOnPastManyPages() {
        Declaration[] many = new Declaration[ChangeEvents.PAGE + 100];
        for (int i = 0; i < many.length; i++) {
            many[i] = component(FILE, "c" + i, "red");
        }
        fixture.catalog.put(fixture.git, many);
        fixture.settle();

        ChangeEvents.Slice slice =
                fixture.changes.read(
                        ChangeCursor.START,
                        filter(List.of("api"), List.of(), List.of(), List.of()),
                        10);

        assertThat(slice.changes()).isEmpty();
        assertThat(slice.more()).isFalse();
        assertThat(slice.next()).isEqualTo(fixture.changes.now());
    }

    @Test
    void waitsForWhatComes() throws Exception {
        ChangeCursor now = fixture.changes.now();
        assertThat(fixture.changes.await(now, Duration.ofMillis(1))).isFalse();

        Thread writer = Thread.ofVirtual().start(() -> fixture.catalog.put(fixture.git, ORDERS));

        assertThat(fixture.changes.await(now, Duration.ofSeconds(20))).isTrue();
        writer.join();
    }

    @Test
    void withoutTheDatabaseItIsUnavailableAndGoesOnAfterwards() {
        fixture.catalog.put(fixture.git, ORDERS);
        fixture.settle();
        fixture.database.away(true);

        PorticoException away =
                failure(() -> fixture.changes.read(ChangeCursor.START, ChangeFilter.ALL, 1));

        assertThat(away.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        fixture.database.away(false);
        assertThat(read(ChangeFilter.ALL)).containsExactly("CREATED orders");
    }

    @Test
    void eventSaysWhatWhenAndWhy() {
        fixture.catalog.put(fixture.git, ORDERS);
        fixture.settle();
        LoggedChange created =
                fixture.changes.read(ChangeCursor.START, ChangeFilter.ALL, 1).changes().getFirst();
        String etag = fixture.index.find(ORDERS.ref()).orElseThrow().etag();

        JsonObject event = JsonObject.parse(fixture.events.event(created, CloudEvents.Data.ENTITY));

        assertThat(event.text("specversion")).contains("1.0");
        assertThat(event.text("id")).contains(created.cursor().toString());
        assertThat(event.text("type")).contains("dev.portico.entity.created");
        assertThat(event.text("source")).contains("git:https://git.example.com/acme/a");
        assertThat(event.text("subject")).contains("component:default/orders");
        assertThat(event.text("time")).contains(created.change().at().toString());
        JsonObject data = event.object("data");
        assertThat(data.text("etag")).contains(etag);
        assertThat(data.value("position")).isEqualTo(1L);
        assertThat(data.object("cause").text("revision")).contains("c0ffee");
        assertThat(data.object("cause").text("actor")).contains("test");
        assertThat(data.object("entity").object("spec").text("owner")).contains("red");
        assertThat(created.change().type()).isEqualTo(Change.Type.CREATED);
    }

    @Test
    void anEventOfAnEntityThatIsGoneHasNoEtagAndNoEntity() {
        fixture.catalog.put(fixture.git, ORDERS);
        fixture.catalog.remove(fixture.git, ORDERS);
        fixture.settle();
        List<LoggedChange> changes =
                fixture.changes.read(ChangeCursor.START, ChangeFilter.ALL, 2).changes();

        for (LoggedChange change : changes) {
            JsonObject data =
                    JsonObject.parse(fixture.events.event(change, CloudEvents.Data.ENTITY))
                            .object("data");
            assertThat(data.has("etag")).isFalse();
            assertThat(data.has("entity")).isTrue();
            assertThat(data.value("entity")).isNull();
        }
    }

    private List<String> read(ChangeFilter filter) {
        return NotifyFixture.names(fixture.changes.read(ChangeCursor.START, filter, 100).changes());
    }

    private static ChangeFilter filter(
            List<String> kinds, List<String> owners, List<String> sources, List<String> types) {
        return ChangeFilter.of(kinds, owners, sources, types);
    }

    private static PorticoException failure(Runnable work) {
        return catchThrowableOfType(PorticoException.class, work::run);
    }
}
