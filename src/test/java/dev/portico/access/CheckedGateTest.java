package dev.portico.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.access.policy.Policies;
import dev.portico.access.principal.KnownViewers;
import dev.portico.model.Entity;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckedGateTest {
    private static final EntityRef ORDERS = EntityRef.parse("component:default/orders");
    private static final EntityRef SECRET = EntityRef.parse("component:default/secret");
    private static final EntityRef NONE = EntityRef.parse("component:default/none");

    private final Policies policies = new Policies();
    private final List<Audit.Entry> audited = new ArrayList<>();
    private Viewer viewer = Viewers.ANN;
    private Access access;
    private Gate gate;

    @BeforeEach
    void open() {
        policies.put(
                "p",
                """
                - who: { types: [signed-in] }
                  may: [catalog.entity.read]
                  on: { $not: { metadata.name: secret } }
                - who: { types: [user] }
                  may: [catalog.entity.delete, catalog.entity.refresh]
                  on: { relations.ownedBy: $principal.owns }
                - who: { types: [service] }
                  may: [portico.deployment.report]
                  when: entity.metadata.name == "orders"
                - who: { types: [user] }
                  may: [catalog.entity.refresh]
                  on: { metadata.name: orders }
                  effect: deny
                """);
        access = policies.access(false);
        gate =
                new CheckedGate(
                        () -> viewer, access, new Judgement(access, new Two()), audited::add);
    }

    @Test
    void anOwnerMayAndIsToldBack() {
        assertThat(gate.require(Permission.ENTITY_DELETE, ORDERS)).isEqualTo(Viewers.ANN);
        assertThat(gate.permits(Permission.ENTITY_DELETE, ORDERS)).isTrue();
        assertThat(gate.permits(Viewers.BOB, Permission.ENTITY_DELETE, ORDERS)).isFalse();
        assertThat(audited).isEmpty();
    }

    @Test
    void whoMayNotIsToldWhyAndTheAuditToo() {
        viewer = Viewers.BOB;

        assertThatThrownBy(() -> gate.require(Permission.ENTITY_DELETE, ORDERS))
                .hasMessage(
                        "user:default/bob may not remove this entity (catalog.entity.delete). Only"
                                + " these rules would allow it, and none holds here: 'p: rule 2'.")
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN));
        assertThat(audited)
                .singleElement()
                .satisfies(
                        entry -> {
                            assertThat(entry.viewer()).isEqualTo(Viewers.BOB);
                            assertThat(entry.act()).isEqualTo("catalog.entity.delete");
                            assertThat(entry.target()).isEqualTo("component:default/orders");
                            assertThat(entry.result()).isEqualTo(AuditResult.REFUSED);
                        });
    }

    @Test
    void aDenialCountsMoreThanWhatAllows() {
        assertThatThrownBy(() -> gate.require(Permission.ENTITY_REFRESH, ORDERS))
                .hasMessageContaining("The rule 'p: rule 4' forbids it here.");
    }

    @Test
    void aConditionIsAskedOfTheEntity() {
        viewer = Viewers.service("bot", null);
        assertThat(gate.require(Permission.DEPLOYMENT_REPORT, ORDERS)).isEqualTo(viewer);
        viewer = Viewers.service("bot", List.of("catalog.*"));
        assertThatThrownBy(() -> gate.require(Permission.DEPLOYMENT_REPORT, ORDERS))
                .hasMessageContaining("is limited to catalog.*.");
    }

    @Test
    void nobodyLearnsOfAnEntityByBeingRefused() {
        String hidden = message(Permission.ENTITY_DELETE, SECRET);
        String missing = message(Permission.ENTITY_DELETE, NONE);
        assertThat(hidden.replace("secret", "none")).isEqualTo(missing);
        assertThat(missing).isEqualTo("There is no entity component:default/none.");

        viewer = Viewers.service("bot", null);
        String neverHidden = message(Permission.ENTITY_DELETE, SECRET);
        assertThat(neverHidden)
                .isEqualTo(message(Permission.ENTITY_DELETE, NONE))
                .contains("service:bot may not remove this entity");
    }

    private String message(Permission permission, EntityRef ref) {
        try {
            gate.require(permission, ref);
            throw new AssertionError("not refused");
        } catch (PorticoException e) {
            return e.text();
        }
    }

    @Test
    void whoSaysNothingIsAskedToSignIn() {
        viewer = Viewer.ANONYMOUS;

        for (Runnable asked :
                List.<Runnable>of(
                        () -> gate.requireReader(),
                        () -> gate.require(Permission.SOURCE_READ),
                        () -> gate.require(Permission.ENTITY_DELETE, ORDERS))) {
            assertThatThrownBy(asked::run)
                    .isInstanceOfSatisfying(
                            PorticoException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHENTICATED));
        }
        viewer = Viewers.BOB;
        assertThat(gate.requireReader()).isEqualTo(Viewers.BOB);
    }

    @Test
    void explainsWhichRuleDecidesAndWhatIsMissing() {
        Explainer explainer =
                new Explainer(
                        gate,
                        new KnownViewers(
                                new dev.portico.access.principal.Viewers(
                                        Policies.NOBODY, List.of())),
                        new Judgement(access, new Two()));

        Explanation mine = explainer.explain(null, "catalog.entity.delete", ORDERS.toString());
        assertThat(mine.allowed()).isTrue();
        assertThat(mine.because()).isEqualTo("The rule 'p: rule 2' allows it.");

        Explanation refresh = explainer.explain("ann", "catalog.entity.refresh", ORDERS.toString());
        assertThat(refresh.allowed()).isFalse();
        assertThat(refresh.because()).isEqualTo("The rule 'p: rule 4' forbids it here.");
        assertThat(refresh.rules())
                .containsExactly(
                        new Explanation.Line("p: rule 2", false, true, ""),
                        new Explanation.Line("p: rule 4", true, true, ""));

        assertThatThrownBy(() -> explainer.explain("bob", "catalog.entity.read", null))
                .hasMessageContaining("may not ask what others may do");
        assertThatThrownBy(() -> explainer.explain(null, "catalog.entity.read", SECRET.toString()))
                .hasMessage("There is no entity component:default/secret.");
        viewer = Viewers.ADMIN;
        Explanation bob = explainer.explain("bob", "catalog.entity.delete", ORDERS.toString());
        assertThat(bob.allowed()).isFalse();
        assertThat(bob.rules())
                .containsExactly(
                        new Explanation.Line(
                                "p: rule 2",
                                false,
                                false,
                                "The entity is none of those it is about (on)."));
        assertThat(explainer.explain("service:x", "catalog.entity.delete", null).rules())
                .extracting(Explanation.Line::why)
                .containsExactly("service:x is not whom it is about (who).");
    }

    /// Two components; both are of the group orders.
    private static final class Two implements Entities {
        @Override
        public Optional<Entity> find(EntityRef ref) {
            return ref.equals(NONE)
                    ? Optional.empty()
                    : Optional.of(
                            new Entity(
                                    JsonObject.of(Map.of("metadata", Map.of("name", ref.name())))));
        }

        @Override
        public boolean matches(EntityRef ref, EntityFilter filter) {
            return find(ref).isPresent() && holds(ref, filter);
        }

        private static boolean holds(EntityRef ref, EntityFilter filter) {
            return switch (filter) {
                case EntityFilter.And(var parts) -> parts.stream().allMatch(it -> holds(ref, it));
                case EntityFilter.Or(var parts) -> parts.stream().anyMatch(it -> holds(ref, it));
                case EntityFilter.Not(var part) -> !holds(ref, part);
                case EntityFilter.Kept kept -> holds(ref, kept.part());
                case EntityFilter.In(var key, var values) when key.equals("metadata.name") ->
                        values.contains(ref.name());
                case EntityFilter.In(var key, var values) when key.equals("relations.ownedBy") ->
                        values.contains("group:default/orders")
                                || values.contains("user:default/ann");
                default -> throw new AssertionError(filter);
            };
        }
    }
}
