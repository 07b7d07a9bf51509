package dev.portico.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.catalog.SourceLease;
import dev.portico.catalog.Statement;
import dev.portico.model.EntityRef;
import dev.portico.model.Problem;
import dev.portico.model.SourceClass;
import dev.portico.model.TrustLevel;
import dev.portico.test.TestDatabase;
import java.time.Clock;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A platform team adds, changes and removes a kind while the program runs.
class KindsLiveTest {
    private static final EntityRef ORDERS_DB = EntityRef.parse("database:default/orders-db");
    private static final String DATABASE =
            """
            apiVersion: acme.example/v1
            kind: Database
            metadata:
              name: orders-db
            spec:
              owner: payments
            """;

    private final SourceFixture fixture =
            new SourceFixture(TestDatabase.fresh(), Clock.systemUTC());
    private final SourceFixture.Texts platform =
            new SourceFixture.Texts("git:platform", TrustLevel.PLATFORM);
    private final SourceFixture.Texts team =
            new SourceFixture.Texts("git:team", TrustLevel.CATALOG);
    private final SourceLease platformLease =
            fixture.catalog.source("git:platform", SourceClass.GIT);
    private final SourceLease teamLease = fixture.catalog.source("git:team", SourceClass.GIT);

    @BeforeEach
    void aTeamDeclaresAKindThatIsNotThereYet() {
        team.files.put("catalog-info.yaml", DATABASE);
        fixture.run(team, teamLease);
    }

    private static String kind(String required) {
        return """
        apiVersion: portico.dev/v1
        kind: Kind
        metadata:
          name: database
        spec:
          kind: Database
          plural: databases
          apiVersions: [acme.example/v1]
          trust: catalog
          schema:
            type: object
            properties:
              spec:
                type: object
                required: %s
          relations:
            - field: owner
              defaultKind: Group
              type: ownedBy
              reverse: ownerOf
        """
                .formatted(required);
    }

    private void define(String required) {
        platform.files.put("kinds.yaml", kind(required));
        fixture.run(platform, platformLease);
        fixture.kinds.reload();
        fixture.run(team, teamLease);
    }

    @Test
    void aKindAddedByAPlatformSourceBringsInWhatWasRejected() {
        assertThat(fixture.catalog.ledger.rejections(ORDERS_DB).get("git:team"))
                .singleElement()
                .satisfies(
                        rejection ->
                                assertThat(rejection.problems())
                                        .extracting(Problem::code)
                                        .containsExactly("unknown-kind"));

        define("[owner]");

        assertThat(fixture.catalog.ledger.rejections("git:team", 10)).isEmpty();
        assertThat(fixture.catalog.ledger.statements(ORDERS_DB))
                .singleElement()
                .satisfies(statement -> assertThat(statement.stale()).isEmpty());
    }

    @Test
    void aKindThatAsksForMoreLeavesWhatItBreaksAsItWasWithAStatus() {
        define("[owner]");

        define("[owner, engine]");

        Statement statement = fixture.catalog.ledger.statements(ORDERS_DB).getFirst();
        assertThat(statement.stale())
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.code()).isEqualTo("missing-field");
                            assertThat(problem.pointer()).isEqualTo("/spec/engine");
                        });

        define("[owner]");
        assertThat(fixture.catalog.ledger.statements(ORDERS_DB).getFirst().stale()).isEmpty();
    }

    @Test
    void aKindInUseStaysUntilItsEntitiesAreGone() {
        define("[owner]");

        platform.files.remove("kinds.yaml");
        SourceRunner.Result refused = fixture.run(platform, platformLease);
        fixture.kinds.reload();

        assertThat(refused.problems())
                .extracting(Problem::code, Problem::message)
                .containsExactly(
                        Tuple.tuple(
                                "kind-in-use",
                                "The kind 'database' was removed, but 1 entity is of this kind; its"
                                        + " definition stays until they are gone."));
        assertThat(fixture.kinds.current().find("Database")).isPresent();

        team.files.clear();
        fixture.run(team, teamLease);
        fixture.run(platform, platformLease);
        fixture.kinds.reload();
        assertThat(fixture.kinds.current().find("Database")).isEmpty();
    }

    @Test
    void aTeamCannotDefineAKind() {
        team.files.put("kinds.yaml", kind("[owner]"));
        fixture.run(team, teamLease);
        fixture.kinds.reload();

        assertThat(fixture.kinds.current().find("Database")).isEmpty();
        assertThat(
                        fixture.catalog
                                .ledger
                                .rejections(EntityRef.parse("kind:default/database"))
                                .get("git:team"))
                .flatExtracting(rejection -> rejection.problems())
                .extracting(problem -> ((Problem) problem).code())
                .isEqualTo(List.of("not-allowed"));
    }
}
