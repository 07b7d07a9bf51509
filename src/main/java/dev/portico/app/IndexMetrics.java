package dev.portico.app;

import dev.portico.query.CatalogIndex;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;

/// Shows how the read model is doing among the metrics.
@Singleton
final class IndexMetrics implements MeterBinder {
    private final CatalogIndex index;

    IndexMetrics(CatalogIndex index) {
        this.index = index;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("portico.index.entities", index, it -> it.status().entities())
                .description("Entities that reads see")
                .register(registry);
        Gauge.builder("portico.index.position", index, it -> it.status().position())
                .description("Position of the change log that reads reflect")
                .register(registry);
        FunctionCounter.builder(
                        "portico.index.comparisons",
                        index,
                        it -> it.status().comparison().complete())
                .description("How often the whole index was compared with the database")
                .register(registry);
        FunctionCounter.builder(
                        "portico.index.mended", index, it -> it.status().comparison().mended())
                .description("Refs whose answers differed from the database and were mended")
                .register(registry);
    }
}
