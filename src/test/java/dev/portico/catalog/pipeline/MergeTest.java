package dev.portico.catalog.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.model.Claim;
import dev.portico.model.EntityRef;
import dev.portico.model.Problem;
import dev.portico.model.RelationPair;
import dev.portico.model.SourcePosition;
import dev.portico.platform.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MergeTest {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
    private static final JsonObject PRIMARY =
            JsonObject.parse(
                    """
                    {"apiVersion":"v1","kind":"Component",
                     "metadata":{"name":"orders","labels":{"tier":"1"},"tags":["java"],
                       "links":[{"url":"https://a.example.com"}]},
                     "spec":{"type":"service","owner":"red"}}
                    """);

    @Test
    void aLonePrimaryIsItself() {
        Merge.Input input = input(List.of(), List.of());

        assertThat(input.isPlain()).isTrue();
        assertThat(Merge.merge(input)).isEqualTo(PRIMARY);
    }

    @Test
    void aLowerClassAddsOnlyWhatIsAbsentAndNeverSpec() {
        JsonObject lower =
                JsonObject.parse(
                        """
                        {"metadata":{"name":"orders","labels":{"tier":"9","from":"k8s"},
                           "annotations":{"a":"b"},"tags":["java","live"],
                           "links":[{"url":"https://a.example.com","title":"no"},
                                    {"url":"https://b.example.com"}]},
                         "spec":{"owner":"blue","lifecycle":"production"}}
                        """);

        JsonObject merged = Merge.merge(input(List.of(lower), List.of()));

        assertThat(merged)
                .isEqualTo(
                        JsonObject.parse(
                                """
                                {"apiVersion":"v1","kind":"Component",
                                 "metadata":{"name":"orders","labels":{"tier":"1","from":"k8s"},
                                   "tags":["java","live"],
                                   "links":[{"url":"https://a.example.com"},
                                            {"url":"https://b.example.com"}],
                                   "annotations":{"a":"b"}},
                                 "spec":{"type":"service","owner":"red"}}
                                """));
    }

    @Test
    void aClaimBeforeTheDeclarationSetsAFieldAndOneBehindItOnlyFillsAGap() {
        Claim strong = claim("owner", "green", "portal", 10);
        Claim weak = claim("owner", "grey", "codeowners", 200);
        Claim gap = claim("lifecycle", "production", "default", 900);

        assertThat(spec(List.of(weak, gap)))
                .isEqualTo(
                        JsonObject.parse(
                                "{\"type\":\"service\",\"owner\":\"red\",\"lifecycle\":\"production\"}"));
        assertThat(spec(List.of(weak, strong)).text("owner")).contains("green");
    }

    @Test
    void relationsFollowTheOwnerThatCounts() {
        EntityRef ref = EntityRef.parse("component:default/orders");
        RelationPair red = ownedBy(ref, "red");
        RelationPair part = new RelationPair(ref, "partOf", red.target(), "hasPart");

        JsonObject same = merged(List.of(claim("owner", "group:default/red", "portal", 10)));
        JsonObject other = merged(List.of(claim("owner", "user:ann", "portal", 10)));

        assertThat(same).isEqualTo(PRIMARY);
        assertThat(Merge.relations(ref, PRIMARY, same, List.of(red, part)))
                .containsExactlyInAnyOrder(red, part);
        assertThat(Merge.relations(ref, PRIMARY, other, List.of(red, part)))
                .containsExactlyInAnyOrder(
                        part,
                        new RelationPair(
                                ref, "ownedBy", EntityRef.parse("user:default/ann"), "ownerOf"));
    }

    private static RelationPair ownedBy(EntityRef ref, String group) {
        return new RelationPair(
                ref, "ownedBy", EntityRef.parse("group:default/" + group), "ownerOf");
    }

    @Test
    void theOrderOfClaimsDoesNotMatter() {
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            claims.add(
                    claim(
                            Claim.FIELDS.get(i % Claim.FIELDS.size()),
                            "https://v" + i,
                            "s" + i % 3,
                            i % 4));
        }
        JsonObject expected = merged(claims);
        Random random = new Random(7);
        for (int i = 0; i < 50; i++) {
            Collections.shuffle(claims, random);
            assertThat(merged(claims)).isEqualTo(expected);
        }
    }

    @Test
    void whatIsWrongWithAGoodDocumentIsAWarning() {
        SourcePosition place = new SourcePosition("git:x", "template.yaml", "abc", 1, 7, 9);
        Problem warning =
                Problem.warning("unknown-action", "There is no action x.", "/spec/steps/0", place);
        Problem stale = Problem.error("schema", "The field a is missing.", "/spec/a", place);

        JsonObject merged =
                Merge.merge(
                        new Merge.Input(
                                PRIMARY,
                                List.of(),
                                List.of(),
                                Claim.DECLARED,
                                List.of(warning),
                                List.of(stale),
                                null));

        assertThat(merged.object("status").objects("items"))
                .extracting(
                        item ->
                                item.text("level").orElse("")
                                        + " "
                                        + item.text("message").orElse(""))
                .containsExactly(
                        "error template.yaml:7:9: The field a is missing. The entity stands as it was"
                                + " last good.",
                        "warning template.yaml:7:9: There is no action x.");
        assertThat(merged.without("status")).isEqualTo(PRIMARY);
    }

    @Test
    void anEntityWhoseSourceIsMissingSaysSinceWhen() {
        JsonObject merged =
                Merge.merge(
                        new Merge.Input(
                                PRIMARY,
                                List.of(),
                                List.of(),
                                Claim.DECLARED,
                                List.of(),
                                List.of(),
                                AT));

        assertThat(merged.object("metadata").object("annotations"))
                .isEqualTo(
                        JsonObject.parse(
                                """
                                {"backstage.io/orphan":"true",
                                 "portico.dev/source-missing-since":"2026-01-02T03:04:05Z"}
                                """));
    }

    private static JsonObject merged(List<Claim> claims) {
        return Merge.merge(input(List.of(), claims));
    }

    private static Merge.Input input(List<JsonObject> lower, List<Claim> claims) {
        return new Merge.Input(PRIMARY, lower, claims, Claim.DECLARED, List.of(), List.of(), null);
    }

    private static Claim claim(String field, String value, String source, int precedence) {
        return new Claim(field, 0, value, source, "", precedence, null, "test", AT, null);
    }

    private static JsonObject spec(List<Claim> claims) {
        return merged(claims).object("spec");
    }
}
