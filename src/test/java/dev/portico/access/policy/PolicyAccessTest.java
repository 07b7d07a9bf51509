package dev.portico.access.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.access.Access;
import dev.portico.access.Permission;
import dev.portico.access.Verdict;
import dev.portico.access.Viewer;
import dev.portico.access.Viewers;
import dev.portico.model.Entity;
import dev.portico.model.EntityFilter;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyAccessTest {
    private final Policies policies = new Policies();

    @Test
    void theShippedPolicyLetsPeopleReadAndOwnersWrite() {
        Access access = policies.access(true);

        assertThat(access.readable(Viewers.ANN)).isEqualTo(EntityFilter.ALL);
        assertThat(access.readable(Viewers.service("x", null))).isEqualTo(EntityFilter.ALL);
        assertThat(access.readable(Viewer.ANONYMOUS)).isEqualTo(EntityFilter.NONE);
        assertThat(access.verdict(Viewers.ANN, Permission.ENTITY_DELETE).filter())
                .isEqualTo(
                        EntityFilter.or(
                                new EntityFilter.In(
                                        "relations.ownedBy",
                                        List.of("group:default/orders", "user:default/ann"))));
        assertThatCode(() -> access.require(Viewers.ANN, Permission.LOCATION_CREATE))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> access.require(Viewers.ANN, Permission.LOCATION_DELETE))
                .hasMessage(
                        "user:default/ann may not remove a location (catalog.location.delete)."
                                + " No rule allows it.")
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN));
        assertThatThrownBy(() -> access.require(Viewer.ANONYMOUS, Permission.SOURCE_READ))
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHENTICATED));
    }

    @Test
    void adminsMayEverythingAndScopesNarrowEvenThem() {
        Access access = policies.access(false);
        Viewer limited =
                new Viewer(
                        Viewer.Type.USER,
                        "user:default/root",
                        Set.of(),
                        true,
                        new Viewer.Scopes(List.of("catalog.*")),
                        "token t (1)",
                        JsonObject.EMPTY,
                        null);

        for (Permission permission : Permission.all()) {
            assertThat(access.verdict(Viewers.ADMIN, permission))
                    .isInstanceOf(Verdict.Allowed.class);
            assertThat(access.verdict(limited, permission) instanceof Verdict.Allowed)
                    .as(permission.name())
                    .isEqualTo(permission.name().startsWith("catalog."));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{users: [ann]}| true",
                "{users: [bob]}| false",
                "{groups: [orders]}| true",
                "{groups: [payments]}| false",
                "{types: [anonymous]}| false",
                "{types: [ci, user]}| true",
                "{claims: {team: a}}| true",
                "{claims: {team: b}}| true",
                "{claims: {team: c}}| false",
                "{claims: {level: 3}}| true",
                "{users: [ann], claims: {team: c}}| false",
                "{users: [bob], groups: [orders]}| true"
            })
    void whoIsMeant(String who, boolean meant) {
        policies.put("p", "[{who: " + who + ", may: [catalog.entity.read]}]");
        Viewer ann =
                Viewers.user(
                        "user:default/ann",
                        JsonObject.of(Map.of("team", List.of("a", "b"), "level", 3)),
                        "group:default/orders");

        assertThat(policies.access(false).readable(ann).equals(EntityFilter.ALL)).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({
        "github/acme/*, acme/orders, true, true",
        "github/acme/*, acme/orders, false, false",
        "github/acme/*, acme/deep/orders, true, false",
        "github/acme/**, acme/deep/orders, true, true",
        "gitlab/acme/*, acme/orders, true, false",
        "GitHub/Acme/orders, acme/orders, true, true",
        "github/acme.*, acmeX/orders, true, false"
    })
    void jobsAreMeantByRepositoryWhenTheyAreTrusted(
            String pattern, String repository, boolean trusted, boolean meant) {
        policies.put("p", "[{who: {ci: ['" + pattern + "']}, may: [catalog.entity.read]}]");

        assertThat(
                        policies.access(false)
                                .readable(Viewers.job(repository, trusted))
                                .equals(EntityFilter.ALL))
                .isEqualTo(meant);
    }

    @Test
    void servicesAreMeantByName() {
        policies.put("p", "[{who: {services: ['deploy-*']}, may: [catalog.entity.read]}]");
        Access access = policies.access(false);

        assertThat(access.readable(Viewers.service("deploy-prod", null)))
                .isEqualTo(EntityFilter.ALL);
        assertThat(access.readable(Viewers.service("other", null))).isEqualTo(EntityFilter.NONE);
        assertThat(access.readable(Viewers.user("service:deploy-prod")))
                .isEqualTo(EntityFilter.NONE);
    }

    @Test
    void whatIsDeniedIsLeftOut() {
        policies.put(
                "p",
                """
                - { who: { types: [signed-in] }, may: [catalog.entity.read] }
                - who: { types: [signed-in] }
                  may: [catalog.entity.read]
                  on: { spec.system: secret }
                  effect: deny
                """);

        assertThat(sieve(policies.access(false), Viewers.ANN))
                .isEqualTo(
                        EntityFilter.and(
                                EntityFilter.or(EntityFilter.ALL),
                                new EntityFilter.Not(
                                        EntityFilter.or(
                                                EntityFilter.equal("spec.system", "secret")))));
        policies.put("q", "[{who: {users: [bob]}, may: ['*'], effect: deny}]");
        assertThat(policies.access(true).verdict(Viewers.BOB, Permission.LOCATION_CREATE))
                .isEqualTo(new Verdict.Denied("The rule 'q: rule 1' forbids it."));
    }

    private static EntityFilter sieve(Access access, Viewer viewer) {
        return ((EntityFilter.Kept) access.readable(viewer)).part();
    }

    @Test
    void whatAViewerMayReadIsOneObjectUntilTheRulesOrTheirGroupsChange() {
        policies.put(
                "p",
                """
                - who: { types: [signed-in] }
                  may: [catalog.entity.read]
                  on: { relations.ownedBy: $principal.owns }
                """);
        Access access = policies.access(false);
        EntityFilter first = access.readable(Viewers.ANN);
        Viewer moved = Viewers.user("user:default/ann", "group:default/payments");

        assertThat(access.readable(Viewers.user("user:default/ann", "group:default/orders")))
                .isSameAs(first);
        assertThat(access.readable(Viewers.BOB)).isNotEqualTo(first);
        assertThat(access.readable(moved)).isNotEqualTo(first);
        assertThat(sieve(access, moved))
                .isEqualTo(
                        EntityFilter.or(
                                new EntityFilter.In(
                                        "relations.ownedBy",
                                        List.of("group:default/payments", "user:default/ann"))));
        policies.put("q", "[{who: {users: [bob]}, may: ['*'], effect: deny}]");
        assertThat(access.readable(Viewers.ANN)).isNotEqualTo(first);
        assertThat(access.readable(Viewers.BOB)).isEqualTo(EntityFilter.NONE);
    }

    @Test
    void aClaimThatIsNotThereOpensNothing() {
        policies.put(
                "p",
                """
                - who: { types: [signed-in] }
                  may: [catalog.entity.read]
                  on: { $not: { metadata.labels.tenant: $principal.claims.notTenant } }
                """);
        Access access = policies.access(false);

        assertThat(access.readable(Viewers.ANN)).isEqualTo(EntityFilter.NONE);
        Viewer known =
                Viewers.user(
                        "user:default/ann", JsonObject.of(Map.of("notTenant", List.of("a", "b"))));
        assertThat(sieve(access, known))
                .isEqualTo(
                        EntityFilter.or(
                                new EntityFilter.Not(
                                        new EntityFilter.In(
                                                "metadata.labels.tenant", List.of("a", "b")))));
    }

    @Test
    void theJobOfARepositoryReportsWhatComesFromIt() {
        Verdict verdict =
                policies.access(true)
                        .verdict(Viewers.job("acme/orders", true), Permission.DEPLOYMENT_REPORT);
        Verdict.Rule rule = ((Verdict.When) verdict).grants().getFirst();

        assertThat(rule.condition()).isNotNull();
        assertThat(rule.condition().test(from("url:https://GitHub.com/acme/orders/tree/main/")))
                .isTrue();
        assertThat(rule.condition().test(from("url:https://github.com/acme/orders-evil/tree/x/")))
                .isFalse();
        assertThat(rule.condition().test(new Entity(JsonObject.EMPTY))).isFalse();
        Verdict untrusted =
                policies.access(true)
                        .verdict(Viewers.job("acme/orders", false), Permission.DEPLOYMENT_REPORT);
        assertThat(
                        ((Verdict.When) untrusted)
                                .grants()
                                .getFirst()
                                .condition()
                                .test(from("url:https://github.com/acme/orders/tree/main/")))
                .isFalse();
    }

    private static Entity from(String location) {
        return new Entity(
                JsonObject.of(
                        Map.of(
                                "metadata",
                                Map.of(
                                        "annotations",
                                        Map.of("backstage.io/source-location", location)))));
    }

    @Test
    void aBrokenPolicyChangesNothingUntilItIsGoodAgain() {
        policies.put("p", "[{who: {users: [ann]}, may: [catalog.entity.read]}]");
        Access access = policies.access(false);
        assertThat(access.readable(Viewers.ANN)).isEqualTo(EntityFilter.ALL);
        long version = access.version();

        policies.put("p", "[{who: {users: [ann]}, may: [nonsense]}]");
        assertThat(access.readable(Viewers.ANN)).isEqualTo(EntityFilter.ALL);

        policies.put("p", "[{who: {users: [bob]}, may: [catalog.entity.read]}]");
        assertThat(access.readable(Viewers.ANN)).isEqualTo(EntityFilter.NONE);
        assertThat(access.readable(Viewers.BOB)).isEqualTo(EntityFilter.ALL);
        assertThat(access.version()).isGreaterThan(version);
    }

    @Test
    void filesOfTheConfigurationCountAndMayChange(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("policy.yaml");
        write(file, "ann", 1);
        Access access =
                new PolicyAccess(policies, Policies.NOBODY, new PolicyFiles(false, List.of(file)));
        assertThat(access.readable(Viewers.ANN)).isEqualTo(EntityFilter.ALL);

        write(file, "bob", 2);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(access.readable(Viewers.BOB)).isEqualTo(EntityFilter.ALL));
        assertThat(access.readable(Viewers.ANN)).isEqualTo(EntityFilter.NONE);

        Files.writeString(file, "kind: Policy");
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(3)));
        Awaitility.await()
                .during(Duration.ofMillis(700))
                .untilAsserted(
                        () -> assertThat(access.readable(Viewers.BOB)).isEqualTo(EntityFilter.ALL));
    }

    private static void write(Path file, String user, long second) throws Exception {
        Files.writeString(
                file,
                """
                apiVersion: portico.dev/v1
                kind: Policy
                metadata: { name: p }
                spec: { rules: [ { who: { users: [%s] }, may: [catalog.entity.read] } ] }
                """
                        .formatted(user));
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(second)));
    }
}
