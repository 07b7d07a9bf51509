package dev.portico.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.access.CiJob;
import dev.portico.access.Viewer;
import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.scm.GitHosts;
import dev.portico.source.SetPush;
import dev.portico.source.SetReport;
import dev.portico.source.SetsFixture;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntitySetsTest {
    private static final String ORDERS =
            """
            {"apiVersion": "backstage.io/v1alpha1", "kind": "Component",
             "metadata": {"name": "orders", "annotations": {
               "backstage.io/source-location": "url:https://github.com/acme/other/"}},
             "spec": {"type": "service", "lifecycle": "production", "owner": "red"}}
            """
                    .replace("\n", " ");

    private final SetsFixture fixture = new SetsFixture();
    private final Places places = new Places(new GitHosts(List.of()));
    private final EntitySets sets = new EntitySets(fixture.sets, places);

    @ParameterizedTest
    @ValueSource(strings = {"ci/github.com/acme/shop", "ci/github.com/acme/shop/services"})
    void aJobPushesSetsOfItsRepositoryAndTheServerSaysWhereTheyLie(String name) {
        SetReport report = push(job("refs/heads/main", true), name);

        assertThat(report.written()).isTrue();
        assertThat(report.documents().getFirst().warnings()).hasSize(1);
        Entity entity =
                new Entity(
                        JsonObject.parse(
                                fixture.catalog
                                        .feed
                                        .states(List.of(EntityRef.parse("component:orders")))
                                        .getFirst()
                                        .document()));
        assertThat(entity.annotation("backstage.io/source-location"))
                .contains("url:https://github.com/acme/shop/tree/main/");
        String location = String.valueOf(EntityFacts.of(entity).location());
        assertThat(places.repository(location)).contains("github.com/acme/shop");
        assertThat(places.path(location, "main")).contains("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ci/github.com/acme/shop2",
                "ci/github.com/acme/other",
                "ci/github.com/acme",
                "ci",
                "teams"
            })
    void aJobPushesNoOtherSet(String name) {
        assertThatThrownBy(() -> push(job("refs/heads/main", true), name))
                .isInstanceOf(PorticoException.class)
                .hasMessage(
                        "Jobs of https://github.com/acme/shop push the set"
                                + " ci/github.com/acme/shop and those below it, and not "
                                + name
                                + ".");
    }

    @Test
    void anUntrustedJobAndOneOfATagPushNothing() {
        String own = "ci/github.com/acme/shop";

        assertThatThrownBy(() -> push(job("refs/heads/main", false), own))
                .hasMessageContaining("nothing from outside of the repository started");
        assertThatThrownBy(() -> push(job("refs/tags/v1", true), own))
                .hasMessageContaining("refs/tags/v1");
    }

    @Test
    void setsOfJobsAreOfJobsAloneAndNamesAreChecked() {
        assertThat(push(Viewer.LOCAL, "teams/red").written()).isTrue();
        assertThatThrownBy(() -> push(Viewer.named("user:default/ann"), "ci/github.com/a/b"))
                .hasMessage(
                        "Sets whose names begin with ci/ are those of CI jobs, and"
                                + " user:default/ann is none; choose another name.");
        for (String name : List.of("", "../x", "a//b", "A", "a/", "a b", "x".repeat(201))) {
            assertThatThrownBy(() -> push(Viewer.LOCAL, name))
                    .as(name)
                    .isInstanceOf(PorticoException.class);
        }
    }

    private SetReport push(Viewer viewer, String name) {
        return sets.push(
                viewer,
                name,
                new ByteArrayInputStream(ORDERS.getBytes(StandardCharsets.UTF_8)),
                new SetPush.Options(false, false, false, false, null));
    }

    private static Viewer job(String ref, boolean trusted) {
        return new Viewer(
                Viewer.Type.CI,
                "ci:github/acme/shop",
                Set.of(),
                false,
                null,
                "a test",
                JsonObject.EMPTY,
                new CiJob(
                        "github",
                        "acme/shop",
                        "4711",
                        "https://github.com/acme/shop",
                        ref,
                        "c0ffee",
                        "push",
                        null,
                        null,
                        trusted));
    }
}
