package dev.portico.api.graphql;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The schema is a promise: a change of it is a reviewed change of the file, made with
/// `-Dgolden.update`.
@QuarkusTest
class SchemaSnapshotTest {
    private static final Path SCHEMA = Path.of("src/test/resources/schema.graphql");

    @Test
    void theSchemaIsTheOneThatWasReviewed() throws IOException {
        String schema = given().get("/graphql/schema.graphql").asString().strip() + "\n";
        if (System.getProperty("golden.update") != null) {
            Files.createDirectories(SCHEMA.getParent());
            Files.writeString(SCHEMA, schema);
        }

        assertThat(schema).isEqualTo(Files.readString(SCHEMA));
    }
}
