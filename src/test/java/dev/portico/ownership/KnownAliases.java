package dev.portico.ownership;

import dev.portico.ownership.store.AliasTable;
import dev.portico.platform.sql.Sql;
import dev.portico.query.CatalogQuery;
import dev.portico.test.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// Aliases for tests that need no running program.
public final class KnownAliases {
    private KnownAliases() {}

    public static Aliases of(CatalogQuery catalog, Alias... aliases) {
        Aliases known =
                new Aliases(
                        new AliasTable(new Sql(TestDatabase.fresh()), Duration.ofDays(1)),
                        catalog,
                        Clock.systemUTC());
        known.know(List.of(aliases));
        return known;
    }
}
