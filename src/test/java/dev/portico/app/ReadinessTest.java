package dev.portico.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portico.catalog.CatalogFixture;
import dev.portico.catalog.ChangeLog;
import dev.portico.model.EntityRef;
import dev.portico.query.CatalogIndex;
import dev.portico.test.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadinessTest {
    @TempDir Path folder;
    private final CatalogFixture catalog = new CatalogFixture(TestDatabase.fresh());

    @Test
    void isReadyOnceReadsAreAnswered() {
        try (CatalogIndex index =
                new CatalogIndex(
                        new ChangeLog(catalog.feed, catalog.signal), folder, Duration.ZERO)) {
            Readiness readiness = new Readiness(catalog.sql, index);

            assertThat(readiness.call().getStatus()).isEqualTo(Status.DOWN);
            assertThat(readiness.call().getData().orElseThrow())
                    .containsEntry("index", "is being built")
                    .containsEntry("database", "answers");

            index.start();
            await().until(() -> readiness.call().getStatus() == Status.UP);
            assertThat(index.find(EntityRef.parse("component:none"))).isEmpty();
        }
    }
}
