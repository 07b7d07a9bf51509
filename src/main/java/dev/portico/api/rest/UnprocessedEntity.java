package dev.portico.api.rest;

import dev.portico.catalog.Location;
import dev.portico.catalog.Rejection;
import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.model.Problem;
import dev.portico.query.IndexedEntity;
import dev.portico.source.SourceReport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row as Backstage's `refresh_state` has it, of a document that is not an entity.
///
/// Of a rejected document only its ref is known, as far as it could be read; `processed_entity` is
/// the last good version, which is still in the catalog.
///
/// @param source name of the source that has it
/// @param ref a ref, or the file where there is none
record UnprocessedEntity(
        String id,
        String source,
        String ref,
        String location,
        Map<String, Object> document,
        @Nullable Entity good,
        List<String> errors,
        @Nullable Instant read,
        @Nullable Duration every) {

    static UnprocessedEntity of(
            SourceReport report, Rejection rejection, @Nullable IndexedEntity good) {
        EntityRef ref = rejection.ref();
        String key = report.info().name() + '\n' + rejection.location() + '\n';
        return new UnprocessedEntity(
                UUID.nameUUIDFromBytes(
                                (key + rejection.document() + '\n' + ref)
                                        .getBytes(StandardCharsets.UTF_8))
                        .toString(),
                report.info().name(),
                ref == null ? rejection.location() : ref.toString(),
                "url:" + rejection.location(),
                document(ref, rejection.location()),
                good == null ? null : good.entity(),
                rejection.problems().stream().map(UnprocessedEntity::message).toList(),
                report.lastRun(),
                report.info().pollInterval());
    }

    static UnprocessedEntity of(Location location, @Nullable SourceReport report) {
        return new UnprocessedEntity(
                location.id(),
                Location.sourceName(location.id()),
                location.entityRef().toString(),
                location.type() + ":" + location.target(),
                document(location.entityRef(), location.target()),
                null,
                report == null || report.error() == null ? List.of() : List.of(report.error()),
                report == null ? null : report.lastRun(),
                report == null ? null : report.info().pollInterval());
    }

    private static Map<String, Object> document(@Nullable EntityRef ref, String location) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", ref == null ? location : ref.name());
        if (ref != null) {
            metadata.put("namespace", ref.namespace());
        }
        metadata.put("annotations", Map.of(LocationAnnotations.MANAGED_BY, "url:" + location));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("kind", ref == null ? "unknown" : ref.kind());
        document.put("metadata", metadata);
        return document;
    }

    private static String message(Problem problem) {
        return problem.message() + " (" + problem.position().shortForm() + ")";
    }

    /// `spec.owner` of the last good version, as written.
    @Nullable String owner() {
        return good == null ? null : good.spec().text("owner").orElse(null);
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("entity_id", id);
        json.put("entity_ref", ref);
        json.put("unprocessed_entity", document);
        json.put("unprocessed_hash", "");
        if (good != null) {
            json.put("processed_entity", good.json());
        }
        json.put(
                "errors",
                errors.stream()
                        .map(error -> Map.of("name", "InputError", "message", error))
                        .toList());
        json.put("location_key", location);
        json.put("last_discovery_at", read == null ? "" : read.toString());
        json.put(
                "next_update_at", read == null || every == null ? "" : read.plus(every).toString());
        return json;
    }
}
