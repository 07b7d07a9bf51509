package dev.portico.api.rest;

import static org.awaitility.Awaitility.await;

import dev.portico.query.CatalogQuery;
import dev.portico.source.SourceRegistry;
import io.restassured.RestAssured;
import jakarta.inject.Singleton;
import java.time.Duration;

/// [RestSample] in the running program, for tests that ask over HTTP.
@Singleton
final class StoredRestSample {
    private final RestSampleSource source;
    private final SourceRegistry registry;
    private final CatalogQuery query;

    StoredRestSample(RestSampleSource source, SourceRegistry registry, CatalogQuery query) {
        this.source = source;
        this.registry = registry;
        this.query = query;
    }

    /// Brings the sample in when it is not there, and leaves addresses as the tests write them.
    void put() {
        RestAssured.urlEncodingEnabled = false;
        source.want();
        registry.providersChanged();
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> query.find(RestSample.TEAM).isPresent());
    }

    /// How often the source was read.
    int scans() {
        return source.scans.get();
    }
}
