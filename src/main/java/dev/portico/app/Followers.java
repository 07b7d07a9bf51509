package dev.portico.app;

import dev.portico.catalog.ChangeLog;
import dev.portico.ownership.OwnershipFollower;
import dev.portico.query.CatalogIndex;
import dev.portico.runtime.RuntimeFollower;
import jakarta.inject.Singleton;

/// What follows the database, and writes the audit, on every node, whatever its roles.
@Singleton
final class Followers {
    private final ChangeLog changeLog;
    private final CatalogIndex index;
    private final RuntimeFollower runtime;
    private final AccessLoops access;
    private final OwnershipFollower ownership;

    Followers(
            ChangeLog changeLog,
            CatalogIndex index,
            RuntimeFollower runtime,
            AccessLoops access,
            OwnershipFollower ownership) {
        this.changeLog = changeLog;
        this.index = index;
        this.runtime = runtime;
        this.access = access;
        this.ownership = ownership;
    }

    void start() {
        access.start();
        changeLog.start();
        index.start();
        runtime.start();
        ownership.start();
    }

    void stop() {
        ownership.stop();
        runtime.stop();
        index.close();
        changeLog.stop();
        access.stop();
    }
}
