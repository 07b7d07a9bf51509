package dev.portico.ownership;

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
}
