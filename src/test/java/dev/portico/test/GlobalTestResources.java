package dev.portico.test;

import io.quarkus.test.common.QuarkusTestResource;

/// The one set of resources that all `@QuarkusTest` classes share; each further set would restart
/// the program.
@QuarkusTestResource(value = PostgresResource.class, restrictToAnnotatedClass = false)
final class GlobalTestResources {
    private GlobalTestResources() {}
}
