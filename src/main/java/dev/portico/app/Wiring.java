package dev.portico.app;

import dev.portico.catalog.ChangeLog;
import dev.portico.platform.PlatformConfig;
import dev.portico.platform.sql.DatabaseOrigin;
import dev.portico.platform.sql.Sql;
import dev.portico.query.CatalogIndex;
import dev.portico.query.QueryConfig;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Makes the beans of classes that know nothing of CDI.
final class Wiring {
    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Sql sql(AgroalDataSource dataSource) {
        return new Sql(dataSource);
    }

    @Produces
    @Singleton
    DatabaseOrigin databaseOrigin() {
        return Server.hasOwnDatabase() ? DatabaseOrigin.EMBEDDED : DatabaseOrigin.EXTERNAL;
    }

    @Produces
    @Singleton
    CatalogIndex catalogIndex(ChangeLog changeLog, PlatformConfig config, QueryConfig query) {
        return new CatalogIndex(
                changeLog, config.dataDir().resolve("index"), query.checkInterval());
    }
}
