package dev.portico.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.access.Gates;
import dev.portico.model.Problem;
import dev.portico.model.SourcePosition;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.source.LocationPreview;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocationsResourceTest {
    private static final String BODY =
            "{'type':'url','target':'https://git.example.com/acme/a/src/branch/main/x.yaml'}";
    private static final String LOCATION =
            "{\"id\":\"1\",\"type\":\"url\","
                    + "\"target\":\"https://git.example.com/acme/a/src/branch/main/x.yaml\","
                    + "\"entityRef\":\"location:default/"
                    + "generated-84e7287aef630f75ca0f042b2864c2a34cbb4fa7\"}";

    private static final LocationPreview NOTHING =
            (_, _) -> new LocationPreview.Preview(List.of(), List.of());

    private final FakeLocations locations = new FakeLocations();
    private final FakeSources sources = new FakeSources();
    private final LocationsResource resource = resource(true, NOTHING);

    @Test
    void registersListsAndRemoves() {
        Response created = register("", BODY);
        assertThat(created.getStatus()).isEqualTo(201);
        assertThat(Requests.text(created))
                .isEqualTo("{\"location\":" + LOCATION + ",\"entities\":[]}");

        assertThat(Requests.text(resource.list(Requests.uri(""))))
                .isEqualTo("[{\"data\":" + LOCATION + "}]");
        assertThat(Requests.text(resource.byId("1", Requests.uri("")))).isEqualTo(LOCATION);

        assertThat(resource.remove("1", Requests.uri("")).getStatus()).isEqualTo(204);
        assertThatThrownBy(() -> resource.remove("1", Requests.uri("")))
                .hasMessage("Found no location with ID 1");
    }

    @Test
    void secondRegistrationIsAConflictOrARefresh() {
        register("", BODY);

        assertThatThrownBy(() -> register("onConflict=reject", BODY))
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                .hasMessage(
                        "Location url:https://git.example.com/acme/a/src/branch/main/x.yaml"
                                + " already exists");
        assertThat(register("onConflict=refresh", BODY).getStatus()).isEqualTo(201);
        assertThat(sources.refreshed).containsExactly("location:1 by local");
    }

    @Test
    void changesTargetAndKeepsTheId() {
        register("", BODY);

        Response changed =
                resource.update(
                        "1",
                        Requests.uri(""),
                        Requests.json(),
                        Requests.body("{'type':'url','target':'https://git.example.com/b'}"));

        assertThat(Requests.object(changed).text("target")).contains("https://git.example.com/b");
        assertThat(locations.find("1").orElseThrow().target())
                .isEqualTo("https://git.example.com/b");
    }

    @Test
    void findsTheLocationAnEntityCameFrom() {
        locations.register("url", RestSample.ORIGIN);

        Response found = resource.byEntity("component", "default", "rest-orders", Requests.uri(""));

        assertThat(Requests.object(found).text("id")).contains("1");
        assertThatThrownBy(() -> resource.byEntity("api", "default", "none", Requests.uri("")))
                .hasMessage("found no entity for ref api:default/none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{'target':'x'} ~ request/body must have required property 'type'",
                "{'type':'url'} ~ request/body must have required property 'target'",
                "{'type':'url','target':'x','id':'1'}"
                        + " ~ Malformed request: unrecognized key 'id' in the body",
                "{'type':'url','target':1} ~ request/body/target must be string",
            })
    void rejectsBadBodies(String body, String message) {
        assertThatThrownBy(() -> register("", body)).hasMessage(message);
    }

    @Test
    void everyWriteAsksTheGate() {
        LocationsResource closed = resource(false, NOTHING);
        register("", BODY);

        assertThatThrownBy(
                        () ->
                                closed.register(
                                        Requests.uri(""), Requests.json(), Requests.body(BODY)))
                .hasMessageStartingWith("Sign in to ");
        assertThatThrownBy(() -> closed.remove("1", Requests.uri("")))
                .hasMessageStartingWith("Sign in to ");
        assertThatThrownBy(
                        () ->
                                closed.update(
                                        "1",
                                        Requests.uri(""),
                                        Requests.json(),
                                        Requests.body(BODY)))
                .hasMessageStartingWith("Sign in to ");
    }

    @Test
    void dryRunShowsEntitiesAndStoresNothing() {
        LocationPreview preview =
                (_, _) -> new LocationPreview.Preview(RestSample.entities(), List.of());

        Response shown =
                resource(true, preview)
                        .register(Requests.uri("dryRun=yes"), Requests.json(), Requests.body(BODY));

        assertThat(shown.getStatus()).isEqualTo(201);
        assertThat(Requests.object(shown).value("exists")).isEqualTo(false);
        assertThat(Requests.object(shown).object("location").text("id"))
                .contains("url:https://git.example.com/acme/a/src/branch/main/x.yaml");
        assertThat(Requests.object(shown).objects("entities")).hasSize(6);
        assertThat(locations.list()).isEmpty();
    }

    @Test
    void dryRunOfABrokenFileIsRefusedWithWhereAndWhy() {
        Problem problem =
                Problem.error(
                        "missing-field",
                        "The field spec.owner is missing.",
                        "/spec/owner",
                        new SourcePosition("location:preview", "x.yaml", "c1", 1, 6, 1));
        LocationPreview preview =
                (_, _) -> new LocationPreview.Preview(RestSample.entities(), List.of(problem));

        assertThatThrownBy(
                        () ->
                                resource(true, preview)
                                        .register(
                                                Requests.uri("dryRun=true"),
                                                Requests.json(),
                                                Requests.body(BODY)))
                .hasMessage("x.yaml:6:1 The field spec.owner is missing.");
    }

    private Response register(String query, String body) {
        return resource.register(Requests.uri(query), Requests.json(), Requests.body(body));
    }

    private LocationsResource resource(boolean writable, LocationPreview preview) {
        return new LocationsResource(
                locations,
                RestSample.catalog(),
                sources,
                new LocationDryRun(preview, locations),
                writable ? Gates.open() : Gates.closed());
    }
}
