package dev.portico.source;

import dev.portico.catalog.CatalogFixture;
import dev.portico.test.TestDatabase;
import java.time.Clock;

/// Pushed sets on a database of their own, for tests of other packages.
public final class SetsFixture {
    public final PushedSets sets;
    public final CatalogFixture catalog;

    public SetsFixture() {
        SourceFixture fixture = new SourceFixture(TestDatabase.fresh(), Clock.systemUTC());
        catalog = fixture.catalog;
        sets =
                new PushedSets(
                        new PushedSets.Stores(
                                catalog.ledger, catalog.writer, fixture.table, fixture.leaseTable),
                        fixture.kinds,
                        new SourceFixture.Config(),
                        fixture.clock);
    }
}
