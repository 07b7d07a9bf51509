package dev.portico.access;

import dev.portico.platform.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One act as the audit keeps it.
///
/// @param id grows; 0 before it is stored
/// @param actorType as [Viewer.Type], in lower case
/// @param address from where; null for the program itself
/// @param request id of the request
public record AuditRecord(
        long id,
        Instant at,
        String actor,
        String actorType,
        String credential,
        String act,
        String target,
        AuditResult result,
        @Nullable String reason,
        @Nullable String address,
        @Nullable String request,
        JsonObject details) {
    /// As lines of the log and of exports have it.
    public JsonObject toJson() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        if (id > 0) {
            json.put("id", id);
        }
        json.put("at", at.toString());
        json.put("actor", actor);
        json.put("actorType", actorType);
        json.put("credential", credential);
        json.put("act", act);
        json.put("target", target);
        json.put("result", result.name().toLowerCase(Locale.ROOT));
        json.put("reason", reason);
        json.put("address", address);
        json.put("request", request);
        json.put("details", details);
        return JsonObject.of(json);
    }
}
