package dev.portico.catalog;

import dev.portico.catalog.store.ApplyDelta;
import dev.portico.catalog.store.ChangeSignal;
import dev.portico.catalog.store.ErasePerson;
import dev.portico.catalog.store.ReadClaims;
import dev.portico.catalog.store.ReadFeed;
import dev.portico.catalog.store.ReadHistory;
import dev.portico.catalog.store.ReadKinds;
import dev.portico.catalog.store.ReadLedger;
import dev.portico.catalog.store.ReadOwners;
import dev.portico.catalog.store.SourceRemoval;
import dev.portico.platform.sql.Sql;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Makes the catalog's parts, each on the one SQL runner.
@Singleton
final class CatalogParts {
    @Produces
    @Singleton
    ClaimOrder claimOrder(ClaimConfig config) {
        return ClaimOrder.of(config.order());
    }

    @Produces
    @Singleton
    ApplyDelta applyDelta(Sql sql, ClaimOrder order) {
        return new ApplyDelta(sql, order);
    }

    @Produces
    @Singleton
    SourceRemoval sourceRemoval(Sql sql, ApplyDelta applyDelta) {
        return new SourceRemoval(sql, applyDelta);
    }

    @Produces
    @Singleton
    ReadFeed readFeed(Sql sql) {
        return new ReadFeed(sql);
    }

    @Produces
    @Singleton
    ReadLedger readLedger(Sql sql) {
        return new ReadLedger(sql);
    }

    @Produces
    @Singleton
    ReadClaims readClaims(Sql sql, ClaimOrder order) {
        return new ReadClaims(sql, order);
    }

    @Produces
    @Singleton
    ErasePerson erasePerson(Sql sql) {
        return new ErasePerson(sql);
    }

    @Produces
    @Singleton
    ReadKinds readKinds(Sql sql) {
        return new ReadKinds(sql);
    }

    @Produces
    @Singleton
    History history(Sql sql) {
        return new ReadHistory(sql);
    }

    @Produces
    @Singleton
    OwnerHistory ownerHistory(Sql sql, ClaimOrder order) {
        return new ReadOwners(sql, order);
    }

    @Produces
    @Singleton
    ChangeSignal changeSignal(Sql sql) {
        return new ChangeSignal(sql::connect);
    }
}
