package dev.portico.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Erasing as the command asks for it, in the whole program.
@QuarkusTest
class PrivacyApiTest {
    private static final String ERASE =
            "mutation ($ref: String!, $dryRun: Boolean) { erasePerson(ref: $ref, dryRun: $dryRun) {"
                    + " pseudonym erased { table rows } remaining } }";

    @Inject Tokens tokens;
    @Inject AuditTrail audit;

    private static Response erase(boolean dryRun) {
        return given().contentType(ContentType.JSON)
                .body(
                        Map.of(
                                "query",
                                ERASE,
                                "variables",
                                Map.of("ref", "user:default/erased-jane", "dryRun", dryRun)))
                .post("/graphql");
    }

    @Test
    void aTokenGoesWithItsUserAndTheAuditHasThePseudonym() {
        Tokens.Made token =
                tokens.create(
                        new Tokens.Wanted(
                                "laptop", "user:default/erased-jane", null, Duration.ofDays(1)),
                        Viewer.LOCAL);
        erase(true).then().body("errors", nullValue());
        assertThat(tokens.list(Viewer.LOCAL)).contains(token.info());

        Response erased = erase(false);

        erased.then()
                .body("errors", nullValue())
                .body("data.erasePerson.erased.table", hasItem("access_token"))
                .body("data.erasePerson.remaining", empty());
        assertThat(tokens.list(Viewer.LOCAL)).doesNotContain(token.info());
        String pseudonym = erased.jsonPath().getString("data.erasePerson.pseudonym");
        AuditTrail.Filter ofIt =
                new AuditTrail.Filter(null, null, null, "portico.person.erase", null, null);
        Awaitility.await()
                .untilAsserted(
                        () -> {
                            List<AuditRecord> records = audit.newest(ofIt, null, 9);
                            assertThat(records).hasSize(1);
                            assertThat(records.getFirst().target()).isEqualTo(pseudonym);
                            assertThat(records.getFirst().toJson().toJson())
                                    .doesNotContain("erased-jane");
                        });
    }
}
