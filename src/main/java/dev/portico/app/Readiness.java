package dev.portico.app;

import dev.portico.platform.PorticoException;
import dev.portico.platform.sql.Sql;
import dev.portico.query.CatalogIndex;
import dev.portico.query.IndexStatus;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/// Ready means that reads are answered, so the index decides. A database that is away is told, but
/// takes nobody out of service: reads go on without it, and a load balancer that sent them nowhere
/// would make a small trouble a large one.
@org.eclipse.microprofile.health.Readiness
@Singleton
final class Readiness implements HealthCheck {
    private final Sql sql;
    private final CatalogIndex index;

    Readiness(Sql sql, CatalogIndex index) {
        this.sql = sql;
        this.index = index;
    }

    @Override
    public HealthCheckResponse call() {
        boolean serves = indexServes();
        return HealthCheckResponse.named("catalog")
                .status(serves)
                .withData("index", serves ? "serves" : "is being built")
                .withData("comparison", comparison())
                .withData("database", databaseAnswers() ? "answers" : "is away; writes wait")
                .build();
    }

    /// Whether reads are answered.
    boolean indexServes() {
        return index.status().state() != IndexStatus.State.BUILDING;
    }

    /// What comparing the index with the database found.
    private String comparison() {
        IndexStatus.Comparison found = index.status().comparison();
        String difference = found.difference();
        String past =
                difference == null
                        ? "nothing differed"
                        : found.mended() + " refs differed; last: " + difference;
        return "compared %d times with the database; %s".formatted(found.complete(), past);
    }

    private boolean databaseAnswers() {
        try {
            return sql.inTransaction(tx -> tx.queryOne("select 1", row -> row.getInt(1)))
                    .isPresent();
        } catch (PorticoException e) {
            return false;
        }
    }
}
