package dev.portico.app;

import dev.portico.access.AccessFollower;
import dev.portico.access.AuditLog;
import dev.portico.catalog.ChangeLog;
import jakarta.inject.Singleton;

/// What keeps credentials in memory and writes the audit, on every node.
@Singleton
final class AccessLoops {
    private final ChangeLog changeLog;
    private final AuditLog audit;
    private final AccessFollower credentials;

    AccessLoops(ChangeLog changeLog, AuditLog audit, AccessFollower credentials) {
        this.changeLog = changeLog;
        this.audit = audit;
        this.credentials = credentials;
    }

    void start() {
        audit.start();
        credentials.start();
        changeLog.onAccess(credentials::wake);
    }

    void stop() {
        credentials.stop();
        audit.stop();
    }
}
