package dev.portico.template.action.wait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.access.Viewer;
import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.model.RelationPair;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.query.NaiveCatalog;
import dev.portico.template.action.Decision;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.TestContext;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApprovalTest {
    private static final String ANN = "user:default/ann";
    private static final Viewer BOB = Viewer.named("user:default/bob");

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final NaiveCatalog catalog = new NaiveCatalog();
    private final Set<EntityRef> foreign = new HashSet<>();
    private final Approvers approvers = new Approvers(catalog, ref -> !foreign.contains(ref));
    private final RequestApproval action = new RequestApproval(approvers);
    private final TestContext context = new TestContext(Path.of("target"));

    @BeforeEach
    void time() {
        context.clock = Clock.fixed(NOW, ZoneOffset.UTC);
    }

    /// Bob is a member of `db`, which is below `platform`; `orders` belongs to `platform`.
    @BeforeEach
    void company() {
        catalog.put(entity("User", "bob"))
                .put(entity("Group", "db"))
                .put(entity("Group", "platform"))
                .put(entity("Component", "orders"))
                .relate(pair("user:default/bob", "memberOf", "hasMember", "group:default/db"))
                .relate(pair("group:default/db", "childOf", "parentOf", "group:default/platform"))
                .relate(
                        pair(
                                "component:default/orders",
                                "ownedBy",
                                "ownerOf",
                                "group:default/platform"));
    }

    @Test
    void waitsForADecisionAndPassesItOn() throws Exception {
        JsonObject input =
                input(Map.of("approvers", List.of("platform"), "message", "A database, please"));

        Outcome.Waiting waiting = context.waits(action, input);

        assertThat(waiting.wakeOn()).containsExactly("decision:" + TestContext.TASK + "/step");
        assertThat(waiting.reason())
                .isEqualTo("Waiting for approval by group:default/platform: A database, please");
        assertThat(waiting.checkAt()).isNull();
        assertThat(waiting.expires()).isNull();

        context.decisions.add(new Decision(BOB.name(), true, "fine", NOW));
        assertThat(context.run(action, input))
                .isEqualTo(
                        JsonObject.of(
                                Map.of(
                                        "approvedBy", "user:default/bob",
                                        "comment", "fine",
                                        "at", "2026-03-01T12:00:00Z")));
    }

    @Test
    void aRejectionFailsTheStepWithWhoAndWhy() {
        context.decisions.add(new Decision(BOB.name(), false, "too large", NOW));
        context.decisions.add(new Decision(BOB.name(), true, null, NOW));

        assertThatThrownBy(
                        () ->
                                context.run(
                                        action,
                                        input(Map.of("approvers", List.of("group:platform")))))
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN))
                .hasMessage("user:default/bob rejected it: too large");
    }

    @Test
    void thereIsATimeToDecide() throws Exception {
        JsonObject input = input(Map.of("ownersOf", "component:default/orders", "expires", "7d"));
        Outcome.Waiting waiting = context.waits(action, input);
        assertThat(waiting.expires()).isEqualTo(NOW.plus(Duration.ofDays(7)));

        context.clock = Clock.fixed(NOW.plus(Duration.ofDays(6)), ZoneOffset.UTC);
        assertThat(context.waits(action, input).expires()).isEqualTo(NOW.plus(Duration.ofDays(7)));

        context.clock = Clock.fixed(NOW.plus(Duration.ofDays(7)), ZoneOffset.UTC);
        assertThatThrownBy(() -> context.run(action, input))
                .hasMessage(
                        "Nobody decided until 2026-03-08T12:00:00Z; the owners of"
                                + " component:default/orders (group:default/platform) could have.");
    }

    @Test
    void whereNobodyCouldApproveItFailsAtOnce() {
        catalog.put(entity("Component", "lost"));

        assertThatThrownBy(() -> context.run(action, JsonObject.EMPTY))
                .hasMessageContaining("Say who may approve");
        assertThatThrownBy(
                        () ->
                                context.run(
                                        action,
                                        input(Map.of("ownersOf", "component:default/lost"))))
                .hasMessage(
                        "Nobody could approve: component:default/lost has no owner in the"
                                + " catalog.");
        assertThatThrownBy(
                        () ->
                                context.run(
                                        action,
                                        input(
                                                Map.of(
                                                        "approvers",
                                                        List.of("platform"),
                                                        "expires",
                                                        "soon"))))
                .hasMessageContaining("'soon' of timeout is no length of time");
    }

    @Test
    void aDryRunAsksNobody() throws Exception {
        context.dryRun = true;

        assertThat(context.run(action, input(Map.of("approvers", List.of("platform")))))
                .isEqualTo(JsonObject.EMPTY);
        assertThat(context.logs)
                .containsExactly("It would ask group:default/platform for approval.");
    }

    @Test
    void membersOfGroupsBelowDecide() {
        approvers.require(rule(false, "group:default/db"), ANN, BOB);
        approvers.require(rule(false, "group:default/platform"), ANN, BOB);
        approvers.require(rule(false, "user:default/bob"), ANN, Viewer.named("user:default/Bob"));
    }

    @Test
    void ownersAtTheTimeOfTheDecisionDecide() {
        JsonObject rule = new ApprovalRule(List.of(), "component:default/orders", false).toJson();
        approvers.require(rule, ANN, BOB);

        catalog.unrelate(
                pair("component:default/orders", "ownedBy", "ownerOf", "group:default/platform"));

        forbidden(rule, ANN, BOB, "user:default/bob may not decide on this; the owners of");
    }

    @Test
    void othersDoNot() {
        JsonObject rule = rule(false, "group:default/db");
        forbidden(
                rule,
                ANN,
                Viewer.named("user:default/eve"),
                "user:default/eve may not decide on this; group:default/db may.");
        // a group's name is nobody's name, and what is above does not count
        catalog.put(entity("User", "head"))
                .relate(
                        pair(
                                "user:default/head",
                                "memberOf",
                                "hasMember",
                                "group:default/platform"));
        forbidden(rule, ANN, Viewer.named("user:default/head"), "may not decide");
    }

    @Test
    void neverTheRequesterUnlessTheRuleSaysSo() {
        forbidden(
                rule(false, "group:default/db"),
                BOB.name(),
                BOB,
                "user:default/bob runs this template and may not approve it; somebody else of"
                        + " group:default/db must.");
        approvers.require(rule(true, "group:default/db"), BOB.name(), BOB);
        forbidden(rule(true, "group:default/other"), BOB.name(), BOB, "may not decide");
    }

    @Test
    void whoSaysNotWhoTheyAreDecidesOnlyWhenNamed() {
        forbidden(rule(false, "group:default/db"), ANN, Viewer.LOCAL, "local may not decide");
        approvers.require(rule(false, "local"), ANN, Viewer.LOCAL);
        forbidden(rule(false, "local"), "local", Viewer.LOCAL, "local runs this template");
        approvers.require(rule(true, "local"), "local", Viewer.LOCAL);
    }

    @Test
    void membershipThatTheplatformDidNotGrantIsNone() {
        JsonObject rule = rule(false, "group:default/platform");
        foreign.add(EntityRef.parse("group:default/db"));
        forbidden(rule, ANN, BOB, "may not decide");

        foreign.clear();
        foreign.add(EntityRef.parse("user:default/bob"));
        forbidden(rule, ANN, BOB, "may not decide");

        foreign.clear();
        approvers.require(rule, ANN, BOB);
    }

    @Test
    void groupsInACircleEnd() {
        catalog.relate(pair("group:default/platform", "childOf", "parentOf", "group:default/db"));

        forbidden(rule(false, "group:default/other"), ANN, BOB, "may not decide");
    }

    private void forbidden(JsonObject rule, String requester, Viewer viewer, String message) {
        assertThatThrownBy(() -> approvers.require(rule, requester, viewer))
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN))
                .hasMessageContaining(message);
    }

    private static JsonObject rule(boolean requesterMay, String... approvers) {
        return new ApprovalRule(List.of(approvers), null, requesterMay).toJson();
    }

    private static JsonObject input(Map<String, ?> fields) {
        return JsonObject.of(fields);
    }

    private static RelationPair pair(String from, String type, String reverse, String to) {
        return new RelationPair(EntityRef.parse(from), type, EntityRef.parse(to), reverse);
    }

    private static Entity entity(String kind, String name) {
        return new Entity(
                JsonObject.of(
                        Map.of(
                                "apiVersion",
                                "backstage.io/v1alpha1",
                                "kind",
                                kind,
                                "metadata",
                                Map.of("name", name, "namespace", "default"))));
    }
}
