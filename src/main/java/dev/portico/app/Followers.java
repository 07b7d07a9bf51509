package dev.portico.app;

import dev.portico.access.AuditLog;
import dev.portico.catalog.ChangeLog;
import dev.portico.query.CatalogIndex;
import dev.portico.runtime.RuntimeFollower;
import jakarta.inject.Singleton;

/// What follows the database, and writes the audit, on every node, whatever its roles.
@Singleton
final class Followers {
    private final ChangeLog changeLog;
    private final CatalogIndex index;
    private final RuntimeFollower runtime;
    private final AuditLog audit;

    Followers(ChangeLog changeLog, CatalogIndex index, RuntimeFollower runtime, AuditLog audit) {
        this.changeLog = changeLog;
        this.index = index;
        this.runtime = runtime;
        this.audit = audit;
    }

    void start() {
        audit.start();
        changeLog.start();
        index.start();
        runtime.start();
    }

    void stop() {
        runtime.stop();
        index.close();
        changeLog.stop();
        audit.stop();
    }
}
