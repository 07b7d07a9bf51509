package dev.portico.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.access.Gates;
import dev.portico.platform.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocationQueryResourceTest {
    private final FakeLocations locations = new FakeLocations();
    private final LocationQueryResource resource =
            new LocationQueryResource(locations, Gates.open());

    @BeforeEach
    void register() {
        locations.register("url", "https://git.example.com/a");
        locations.register("url", "https://git.example.com/b");
        locations.register("file", "/srv/c.yaml");
    }

    @Test
    void pagesById() {
        JsonObject first = post("{'limit':2}");
        assertThat(ids(first)).containsExactly("1", "2");
        assertThat(first.value("totalItems")).isEqualTo(3L);

        String next = first.object("pageInfo").text("nextCursor").orElseThrow();
        JsonObject second = post("{'cursor':'" + next + "'}");
        assertThat(ids(second)).containsExactly("3");
        assertThat(second.object("pageInfo").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{} ~ 1,2,3",
                "{'type':'URL'} ~ 1,2",
                "{'target':{'$hasPrefix':'/srv'}} ~ 3",
                "{'id':{'$in':['1','3']}} ~ 1,3",
                "{'$not':{'type':'url'}} ~ 3",
                "{'$any':[{'id':'2'},{'type':'file'}]} ~ 2,3",
                "{'type':{'$exists':true},'id':'2'} ~ 2",
                "{'$all':[]} ~ ``",
                "{'$any':[]} ~ ``",
            })
    void filters(String query, String expected) {
        assertThat(String.join(",", ids(post("{'query':" + query + "}")))).isEqualTo(expected);
    }

    @Test
    void filterGoesOnInTheCursor() {
        JsonObject first = post("{'limit':1,'query':{'type':'url'}}");
        String next = first.object("pageInfo").text("nextCursor").orElseThrow();

        assertThat(ids(post("{'cursor':'" + next + "'}"))).containsExactly("2");
    }

    @Test
    void rejectsUnknownFieldsAndLimits() {
        assertThatThrownBy(() -> post("{'query':{'kind':'x'}}"))
                .hasMessageContaining("locations have no field \"kind\"");
        assertThatThrownBy(() -> post("{'limit':0}"))
                .hasMessage("Limit must be a positive integer >= 1");
        assertThatThrownBy(() -> post("{'cursor':'%'}")).hasMessageStartingWith("Malformed cursor");
    }

    private JsonObject post(String body) {
        return Requests.object(
                resource.query(Requests.uri(""), Requests.json(), Requests.body(body)));
    }

    private static List<String> ids(JsonObject page) {
        return page.objects("items").stream().map(it -> it.text("id").orElseThrow()).toList();
    }
}
