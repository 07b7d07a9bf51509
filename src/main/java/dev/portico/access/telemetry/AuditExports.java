package dev.portico.access.telemetry;

import dev.portico.access.AccessConfig;
import dev.portico.access.AuditExport;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Makes the export that the configuration asks for.
final class AuditExports {
    @Produces
    @Singleton
    AuditExport export(AccessConfig config) {
        AccessConfig.AuditOtlp otlp = config.auditOtlp();
        return otlp.url()
                .<AuditExport>map(url -> new OtlpAudit(url, otlp.headers()))
                .orElse(AuditExport.NONE);
    }
}
