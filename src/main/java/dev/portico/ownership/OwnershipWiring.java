package dev.portico.ownership;

import dev.portico.ownership.store.AliasTable;
import dev.portico.platform.sql.Sql;
import dev.portico.scm.GitRepositories;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Makes the beans of classes that know nothing of CDI.
@Singleton
final class OwnershipWiring {
    @Produces
    @Singleton
    Places places(GitRepositories repositories) {
        return new Places(repositories.hosts());
    }

    @Produces
    @Singleton
    AliasTable aliasTable(Sql sql, AliasConfig config) {
        return new AliasTable(sql, config.ttl());
    }
}
