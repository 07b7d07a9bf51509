package dev.portico.ownership;

import static dev.portico.catalog.CatalogFixture.component;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.catalog.CatalogFixture;
import dev.portico.catalog.ClaimOrder;
import dev.portico.catalog.Claims;
import dev.portico.catalog.Kinds;
import dev.portico.catalog.SourceLease;
import dev.portico.catalog.store.ReadClaims;
import dev.portico.catalog.store.ReadKinds;
import dev.portico.model.Problem;
import dev.portico.model.SourceClass;
import dev.portico.source.RepositoryRead;
import dev.portico.source.Scan;
import dev.portico.test.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CodeownersClaimsTest {
    private static final String URL = "https://github.com/acme/shop";

    private final CatalogFixture catalog = new CatalogFixture(TestDatabase.fresh());
    private final Claims claims = new Claims(new ReadClaims(catalog.sql, ClaimOrder.STANDARD));
    private final SourceLease source = catalog.source("git:" + URL, SourceClass.GIT);
    private final People people =
            new People()
                    .group("payments", Map.of("github.com/team-slug", "acme/pay-team"))
                    .group("storefront", Map.of())
                    .user("ann", "ann@example.com", Map.of("github.com/user-login", "ann-gh"));
    private final CodeownersClaims codeowners =
            new CodeownersClaims(
                    claims,
                    catalog.writer,
                    people,
                    new OwnedKinds(new Kinds(new ReadKinds(catalog.sql), List.of())));

    @Test
    void theOwnersOfEachPathAreClaimedWithTheLineThatSaysSo() {
        put("a.yaml", "b.yaml", "c.yaml");
        people.show();

        List<Problem> problems =
                codeowners.afterRun(
                        source,
                        scan(
                                "c1",
                                """
                                *       @acme/Storefront
                                /a.yaml @acme/pay-team @ann-gh
                                /b.yaml ANN@example.com
                                /c.yaml @acme/ghosts
                                !bad    @ann-gh
                                """));

        assertThat(said())
                .containsExactly(
                        "a: group:default/payments CODEOWNERS:2@c1",
                        "a: user:default/ann CODEOWNERS:2@c1",
                        "b: user:default/ann CODEOWNERS:3@c1");
        assertThat(problems)
                .extracting(problem -> problem.code() + ':' + problem.position().line())
                .containsExactly("codeowners:5", "codeowners-unknown-owner:4");
    }

    @Test
    void aChangeOfTheFileAloneUpdatesTheClaimsAndAnotherCommitAloneNothing() {
        put("a.yaml", "b.yaml");
        people.show();
        codeowners.afterRun(source, scan("c1", "* @acme/storefront\n"));
        long position = catalog.feed.latest();

        codeowners.afterRun(source, scan("c2", "* @acme/storefront\n"));
        assertThat(catalog.feed.latest()).isEqualTo(position);

        codeowners.afterRun(source, scan("c3", "* @acme/storefront\n/b.yaml @ann\n"));
        assertThat(said())
                .containsExactly(
                        "a: group:default/storefront CODEOWNERS:1@c1",
                        "b: user:default/ann CODEOWNERS:2@c3");

        codeowners.afterRun(source, scan("c4", null));
        assertThat(said()).isEmpty();
    }

    @Test
    void peopleThatComeLaterAreFound() {
        put("a.yaml");
        codeowners.afterRun(source, scan("c1", "* @acme/new-team\n"));
        assertThat(said()).isEmpty();

        people.show();
        assertThat(said()).isEmpty();

        people.group("new-team", Map.of()).show();
        assertThat(said()).containsExactly("a: group:default/new-team CODEOWNERS:1@c1");
    }

    @Test
    void aRepositoryThatIsNotReadKeepsItsClaimsAndAnEntityThatGoesLosesThem() {
        put("a.yaml", "b.yaml");
        people.show();
        codeowners.afterRun(source, scan("c1", "* @acme/storefront\n"));

        codeowners.afterRun(
                source, new Scan("c1", List.of(), Set.of(), List.of(), Set.of(), List.of()));
        assertThat(said()).hasSize(2);

        catalog.remove(source, component(URL + "/blob/main/b.yaml", "b", "red"));
        codeowners.afterRun(source, scan("c2", "* @acme/storefront\n"));
        assertThat(said()).containsExactly("a: group:default/storefront CODEOWNERS:1@c1");
    }

    @Test
    void anotherSourcesEntityIsLeftAlone() {
        SourceLease first = catalog.source("git:other", SourceClass.GIT);
        catalog.put(first, component("x", "a", "red"));
        put("a.yaml");
        people.show();

        codeowners.afterRun(source, scan("c1", "* @acme/storefront\n"));

        assertThat(said()).isEmpty();
    }

    private void put(String... files) {
        for (String file : files) {
            String name = file.substring(0, file.indexOf('.'));
            catalog.put(source, component(URL + "/blob/main/" + file, name, "red"));
        }
    }

    private static Scan scan(String commit, @Nullable String owners) {
        RepositoryRead read =
                new RepositoryRead(
                        URL,
                        "GITHUB",
                        "main",
                        commit,
                        owners == null
                                ? null
                                : new RepositoryRead.OwnersFile(
                                        "CODEOWNERS", "id" + owners.hashCode(), owners, null),
                        Map.of(
                                URL + "/blob/main/a.yaml", "a.yaml",
                                URL + "/blob/main/b.yaml", "b.yaml",
                                URL + "/blob/main/c.yaml", "c.yaml"));
        return new Scan(
                commit, List.of(), read.paths().keySet(), List.of(), Set.of(), List.of(read));
    }

    private List<String> said() {
        return claims.of(ClaimOrder.CODEOWNERS, source.source()).stream()
                .map(
                        held ->
                                held.ref().name()
                                        + ": "
                                        + held.claim().value()
                                        + " "
                                        + held.claim().evidence())
                .toList();
    }
}
