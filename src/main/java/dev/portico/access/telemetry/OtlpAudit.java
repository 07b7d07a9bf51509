package dev.portico.access.telemetry;

import dev.portico.access.AuditExport;
import dev.portico.access.AuditRecord;
import dev.portico.access.AuditResult;
import dev.portico.platform.PorticoException;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.resources.Resource;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Sends records of the audit to a collector, by OTLP over HTTP (protobuf), in batches: each is a
/// log record with the event name `portico.audit`. While the collector is away up to 10,000 wait,
/// and each batch is sent again a few times.
final class OtlpAudit implements AuditExport {
    private static final String EVENT = "portico.audit";
    private static final int MOST_WAITING = 10_000;
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
    private static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("client.address");
    private static final AttributeKey<String> ACTOR = key("actor");
    private static final AttributeKey<String> ACTOR_TYPE = key("actor_type");
    private static final AttributeKey<String> CREDENTIAL = key("credential");
    private static final AttributeKey<String> ACT = key("act");
    private static final AttributeKey<String> TARGET = key("target");
    private static final AttributeKey<String> RESULT = key("result");
    private static final AttributeKey<String> REASON = key("reason");
    private static final AttributeKey<String> REQUEST = key("request");
    private static final AttributeKey<String> DETAILS = key("details");

    private final SdkLoggerProvider provider;
    private final Logger logger;

    /// INVALID_INPUT, with the setting, for an address that is none.
    ///
    /// @param url where logs are sent to, as `http://127.0.0.1:4318/v1/logs`
    /// @param headers what is sent along, as a token
    OtlpAudit(URI url, Map<String, String> headers) {
        if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
            throw PorticoException.invalid(
                    "portico.access.audit-otlp.url is '"
                            + url
                            + "'; it is the address of a collector's logs, as"
                            + " http://127.0.0.1:4318/v1/logs.");
        }
        provider =
                SdkLoggerProvider.builder()
                        .setResource(Resource.create(Attributes.of(SERVICE, "portico")))
                        .addLogRecordProcessor(
                                BatchLogRecordProcessor.builder(
                                                OtlpHttpLogRecordExporter.builder()
                                                        .setEndpoint(url.toString())
                                                        .setHeaders(() -> headers)
                                                        .setTimeout(TIMEOUT)
                                                        .build())
                                        .setMaxQueueSize(MOST_WAITING)
                                        .setScheduleDelay(PAUSE)
                                        .build())
                        .build();
        logger = provider.get(EVENT);
    }

    private static AttributeKey<String> key(String name) {
        return AttributeKey.stringKey(EVENT + "." + name);
    }

    @Override
    public void tell(AuditRecord record) {
        String result = record.result().name().toLowerCase(Locale.ROOT);
        LogRecordBuilder log =
                logger.logRecordBuilder()
                        .setEventName(EVENT)
                        .setTimestamp(record.at())
                        .setSeverity(
                                record.result() == AuditResult.DONE ? Severity.INFO : Severity.WARN)
                        .setBody(
                                "%s %s %s %s"
                                        .formatted(
                                                record.actor(),
                                                record.act(),
                                                record.target(),
                                                result))
                        .setAttribute(ACTOR, record.actor())
                        .setAttribute(ACTOR_TYPE, record.actorType())
                        .setAttribute(CREDENTIAL, record.credential())
                        .setAttribute(ACT, record.act())
                        .setAttribute(TARGET, record.target())
                        .setAttribute(RESULT, result);
        set(log, REASON, record.reason());
        set(log, ADDRESS, record.address());
        set(log, REQUEST, record.request());
        set(log, DETAILS, record.details().isEmpty() ? null : record.details().toJson());
        log.emit();
    }

    private static void set(
            LogRecordBuilder log, AttributeKey<String> key, @Nullable String value) {
        if (value != null) {
            log.setAttribute(key, value);
        }
    }

    @Override
    public void end(Duration within) {
        provider.shutdown().join(within.toMillis(), TimeUnit.MILLISECONDS);
    }
}
