package dev.portico.app;

import dev.portico.catalog.ClaimUpkeep;
import dev.portico.source.SourceRegistry;
import jakarta.inject.Singleton;

/// What works on nodes that read sources.
@Singleton
final class Ingest {
    private final SourceRegistry sources;
    private final ClaimUpkeep claims;

    Ingest(SourceRegistry sources, ClaimUpkeep claims) {
        this.sources = sources;
        this.claims = claims;
    }

    void start() {
        sources.start();
        claims.start();
    }

    void stop() {
        claims.stop();
        sources.stop();
    }
}
