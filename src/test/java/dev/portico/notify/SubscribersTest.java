package dev.portico.notify;

import static dev.portico.catalog.CatalogFixture.component;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.portico.catalog.Declaration;
import dev.portico.notify.SubscriberStatus.State;
import dev.portico.platform.PorticoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubscribersTest {
    private static final String FILE = "https://git.example.com/acme/a/catalog-info.yaml";
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir Path folder;
    private NotifyFixture fixture;
    private Receiver receiver;

    @BeforeEach
    void start() throws IOException {
        fixture = new NotifyFixture(folder.resolve("index"));
        receiver = new Receiver();
    }

    @AfterEach
    void stop() {
        receiver.close();
        fixture.close();
    }

    @Test
    void eachChangeIsPostedOnceInOrderAndSigned() {
        put("before");
        Subscribers subscribers = begin(receiver.settings());

        put("orders");
        put("orders", "blue");
        fixture.catalog.remove(fixture.git, component(FILE, "orders", "blue"));

        await().atMost(SOON).until(() -> receiver.requests.size() >= 3);
        assertThat(receiver.taken())
                .containsExactly("created orders", "updated orders", "removed orders");
        assertThat(receiver.requests)
                .allSatisfy(
                        request -> {
                            assertThat(request.isSignedWith(Receiver.SECRET)).isTrue();
                            assertThat(request.body().text("id")).contains(request.id());
                            assertThat(request.id()).doesNotContain(".");
                        });
        await().atMost(SOON).until(() -> status(subscribers).lag() == 0);
        assertThat(status(subscribers).state()).isEqualTo(State.READY);
        assertThat(status(subscribers).deliveredAt()).isNotNull();
    }

    @Test
    void onlyWhatItAskedForIsPostedAndTheRestIsPassed() {
        Receiver.Settings settings = receiver.settings();
        settings.owners = List.of("blue");
        settings.types = List.of("created");
        settings.data = CloudEvents.Data.ENTITY;
        Subscribers subscribers = begin(settings);

        put("orders", "red");
        put("payments", "blue");
        put("shop", "red");

        await().atMost(SOON).until(() -> status(subscribers).position() == fixture.log.latest());
        assertThat(receiver.taken()).containsExactly("created payments");
        assertThat(
                        receiver.requests
                                .getFirst()
                                .body()
                                .object("data")
                                .object("entity")
                                .object("spec")
                                .text("owner"))
                .contains("blue");
    }

    @Test
    void aSecretIsReplacedWithoutALostEvent() throws IOException {
        Path file = folder.resolve("secret");
        Files.writeString(file, Receiver.SECRET + "\n");
        Receiver.Settings settings = receiver.settings();
        settings.secrets.clear();
        settings.secretFile = file;
        begin(settings);

        put("orders");
        await().atMost(SOON).until(() -> receiver.requests.size() == 1);
        Files.writeString(file, Receiver.OTHER_SECRET + "\n" + Receiver.SECRET + "\n");
        put("payments");
        await().atMost(SOON).until(() -> receiver.requests.size() == 2);

        assertThat(receiver.requests.get(0).isSignedWith(Receiver.SECRET)).isTrue();
        assertThat(receiver.requests.get(0).isSignedWith(Receiver.OTHER_SECRET)).isFalse();
        assertThat(receiver.requests.get(1).isSignedWith(Receiver.SECRET)).isTrue();
        assertThat(receiver.requests.get(1).isSignedWith(Receiver.OTHER_SECRET)).isTrue();
    }

    @Test
    void whatIsNotTakenIsSentAgainWithTheSameIdAndNothingOvertakesIt() {
        receiver.answer(number -> number < 3 ? List.of(500, 404, 302).get(number) : 200);
        Subscribers subscribers = begin(receiver.settings());

        put("orders");
        put("payments");

        await().atMost(SOON).until(() -> receiver.requests.size() >= 5);
        assertThat(receiver.taken())
                .containsExactly(
                        "created orders",
                        "created orders",
                        "created orders",
                        "created orders",
                        "created payments");
        assertThat(receiver.requests.subList(0, 4).stream().map(Receiver.Request::id).distinct())
                .hasSize(1);
        await().atMost(SOON).until(() -> status(subscribers).failures() == 0);
    }

    @Test
    void aReceiverThatIsDownIsVisibleAndGetsEverythingWhenItIsBack() throws IOException {
        int port = receiver.port();
        Subscribers subscribers = begin(receiver.settings());
        receiver.close();

        put("orders");
        put("payments");
        await().atMost(SOON).until(() -> status(subscribers).failures() > 1);
        SubscriberStatus down = status(subscribers);
        receiver = new Receiver(port);

        assertThat(down.state()).isEqualTo(State.RETRYING);
        assertThat(down.lastError()).isEqualTo("localhost can't be connected to.");
        assertThat(down.nextTry()).isNotNull();
        assertThat(down.lag()).isEqualTo(2);
        assertThat(down.host()).isEqualTo("localhost:" + port);
        await().atMost(SOON).until(() -> receiver.requests.size() == 2);
        assertThat(receiver.taken()).containsExactly("created orders", "created payments");
    }

    @Test
    void aReceiverThatIsSlowOrStuckDelaysNoOther() throws IOException {
        try (Receiver slow = new Receiver()) {
            slow.stick();
            Subscribers subscribers =
                    fixture.start(Map.of("slow", slow.settings(), "quick", receiver.settings()));
            awaitReady(subscribers, 2);

            Declaration[] many =
                    IntStream.range(0, 50)
                            .mapToObj(i -> component(FILE, "c" + i, "red"))
                            .toArray(Declaration[]::new);
            fixture.catalog.put(fixture.git, many);

            await().atMost(SOON).until(() -> receiver.requests.size() == 50);
            assertThat(slow.requests).hasSize(1);
            slow.unstick();
            await().atMost(SOON).until(() -> slow.requests.size() == 50);
            assertThat(slow.taken()).isEqualTo(receiver.taken());
        }
    }

    @Test
    void aTimeoutIsAFailure() {
        receiver.stick();
        Receiver.Settings settings = receiver.settings();
        settings.timeout = Duration.ofMillis(200);
        Subscribers subscribers = begin(settings);

        put("orders");
        await().atMost(SOON).until(() -> status(subscribers).failures() > 0);

        assertThat(status(subscribers).lastError()).isEqualTo("localhost did not answer in time.");
        receiver.unstick();
        await().atMost(SOON).until(() -> status(subscribers).lag() == 0);
    }

    @Test
    void goneStopsItUntilAPersonResumes() {
        receiver.answer(number -> number == 0 ? 410 : 200);
        Subscribers subscribers = begin(receiver.settings());

        put("orders");
        await().atMost(SOON).until(() -> status(subscribers).state() == State.STOPPED);
        put("payments");
        SubscriberStatus stopped = status(subscribers);
        int before = receiver.requests.size();
        subscribers.resume("audit", null);

        assertThat(before).isEqualTo(1);
        assertThat(stopped.lastError())
                .contains("answered 410")
                .contains("POST /api/changes/subscribers/audit/resume");
        await().atMost(SOON).until(() -> receiver.requests.size() == 3);
        assertThat(receiver.taken())
                .containsExactly("created orders", "created orders", "created payments");
        assertThat(
                        catchThrowableOfType(
                                        PorticoException.class,
                                        () -> subscribers.resume("nobody", null))
                                .text())
                .contains("There is no webhook subscriber named 'nobody'");
    }

    @Test
    void anotherAddressEndsAStop() throws IOException {
        receiver.answer(_ -> 410);
        Subscribers subscribers = begin(receiver.settings());
        put("orders");
        await().atMost(SOON).until(() -> status(subscribers).state() == State.STOPPED);
        subscribers.stop();

        try (Receiver moved = new Receiver()) {
            fixture.start(Map.of("audit", moved.settings()));
            await().atMost(SOON).until(() -> moved.requests.size() == 1);
            assertThat(moved.taken()).containsExactly("created orders");
        }
    }

    @Test
    void resumeFromACursorSendsAgainWhatWasTaken() {
        Subscribers subscribers = begin(receiver.settings());
        put("orders");
        put("payments");
        await().atMost(SOON).until(() -> receiver.requests.size() == 2);
        await().atMost(SOON).until(() -> status(subscribers).lag() == 0);

        subscribers.resume("audit", receiver.requests.getFirst().id());

        await().atMost(SOON).until(() -> receiver.requests.size() == 3);
        assertThat(receiver.taken().getLast()).isEqualTo("created payments");
    }

    @Test
    void aNewInstanceGoesOnWhereADeadOneWas() {
        Subscribers first = begin(receiver.settings());
        put("orders");
        await().atMost(SOON).until(() -> status(first).lag() == 0);
        first.stop();
        put("payments");

        fixture.start(Map.of("audit", receiver.settings()));

        await().atMost(SOON).until(() -> receiver.requests.size() == 2);
        assertThat(receiver.taken()).containsExactly("created orders", "created payments");
    }

    @Test
    void anEventThatWasUnderWayWhenTheProgramDiedIsSentAgain() {
        receiver.stick();
        Subscribers first = begin(receiver.settings());
        put("orders");
        await().atMost(SOON).until(() -> receiver.requests.size() == 1);
        first.stop();
        receiver.unstick();

        fixture.start(Map.of("audit", receiver.settings()));

        await().atMost(SOON).until(() -> receiver.requests.size() == 2);
        assertThat(receiver.requests.get(1).id()).isEqualTo(receiver.requests.get(0).id());
    }

    @Test
    void ofTwoInstancesOneDelivers() {
        Subscribers first = begin(receiver.settings());
        Subscribers second = fixture.start(Map.of("audit", receiver.settings()));

        for (int i = 0; i < 20; i++) {
            put("c" + i);
        }
        await().atMost(SOON).until(() -> status(second).lag() == 0);
        int whileBoth = receiver.requests.size();
        first.stop();
        put("last");

        await().atMost(SOON).until(() -> status(second).lag() == 0);
        assertThat(whileBoth).isEqualTo(20);
        assertThat(receiver.requests.stream().map(Receiver.Request::id).distinct())
                .hasSize(21)
                .hasSameSizeAs(receiver.requests);
    }

    @Test
    void itWaitsForADatabaseThatIsAway() {
        Subscribers subscribers = begin(receiver.settings());
        put("orders");
        await().atMost(SOON).until(() -> status(subscribers).lag() == 0);
        fixture.database.away(true);
        assertThat(catchThrowableOfType(PorticoException.class, subscribers::statuses)).isNotNull();
        fixture.database.away(false);
        put("payments");

        await().atMost(SOON).until(() -> receiver.requests.size() == 2);
        assertThat(receiver.taken()).containsExactly("created orders", "created payments");
    }

    @Test
    void aLogThatNoLongerHasItsPlaceStopsItVisibly() {
        Subscribers first = begin(receiver.settings());
        put("orders");
        await().atMost(SOON).until(() -> status(first).lag() == 0);
        first.stop();
        put("payments");
        put("shop");
        fixture.catalog.sql.inTransaction(tx -> tx.update("delete from delta where position < 3"));

        Subscribers second = fixture.start(Map.of("audit", receiver.settings()));

        await().atMost(SOON).until(() -> status(second).state() == State.STOPPED);
        assertThat(status(second).lastError()).contains("The change log begins at position 3");
    }

    @Test
    void mistakesInTheConfigurationNameTheSettingAndNoSecret() {
        Receiver.Settings noSecret = receiver.settings();
        noSecret.secrets.clear();
        Receiver.Settings badSecret = receiver.settings();
        badSecret.secrets = List.of("hunter2");
        Receiver.Settings badType = receiver.settings();
        badType.types = List.of("made");

        assertThat(refused(noSecret))
                .startsWith("Set either portico.notify.webhooks.audit.secret or ");
        assertThat(refused(badSecret))
                .startsWith("A secret of portico.notify.webhooks.audit must be whsec_ and the")
                .doesNotContain("hunter2");
        assertThat(refused(badType))
                .isEqualTo(
                        "portico.notify.webhooks.audit: 'made' is no type of change; there are"
                                + " created, updated and removed.");
    }

    private String refused(Receiver.Settings settings) {
        return catchThrowableOfType(
                        PorticoException.class, () -> fixture.start(Map.of("audit", settings)))
                .text();
    }

    private Subscribers begin(Receiver.Settings settings) {
        Subscribers subscribers = fixture.start(Map.of("audit", settings));
        awaitReady(subscribers, 1);
        return subscribers;
    }

    private static void awaitReady(Subscribers subscribers, int count) {
        await().atMost(SOON)
                .until(
                        () ->
                                subscribers.statuses().stream()
                                                .filter(it -> it.state() == State.READY)
                                                .count()
                                        == count);
    }

    private static SubscriberStatus status(Subscribers subscribers) {
        return subscribers.statuses().getFirst();
    }

    private void put(String name) {
        put(name, "red");
    }

    private void put(String name, String owner) {
        fixture.catalog.put(fixture.git, component(FILE, name, owner));
        fixture.settle();
    }
}
