package dev.portico.api.rest;

import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.platform.json.JsonObject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What Backstage's permission backend asks of each plugin: its permissions, and what conditions
/// mean. There are no rules to build conditions of, since what holds is said by policies.
@Singleton
final class PluginPermissions {
    private final Gate gate;

    PluginPermissions(Gate gate) {
        this.gate = gate;
    }

    Response metadata(String plugin, String resourceType) {
        gate.requireReader();
        List<Map<String, Object>> permissions =
                Permission.all().stream()
                        .filter(permission -> permission.name().startsWith(plugin + "."))
                        .map(permission -> json(permission, resourceType))
                        .toList();
        return EntityBodies.ok(Map.of("permissions", permissions, "rules", List.of()));
    }

    private static Map<String, Object> json(Permission permission, String resourceType) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", permission.onEntity() ? "resource" : "basic");
        json.put("name", permission.name());
        @Nullable String action = permission.action();
        json.put("attributes", action == null ? Map.of() : Map.of("action", action));
        if (permission.onEntity()) {
            json.put("resourceType", resourceType);
        }
        return json;
    }

    /// Conditions name rules, and there are none: nothing fits.
    Response applyConditions(JsonBody body) {
        gate.requireReader();
        List<Map<String, Object>> answers = new ArrayList<>();
        for (JsonObject item : body.objects("items")) {
            Object result =
                    item.value("resourceRef") instanceof List<?> refs
                            ? refs.stream().map(_ -> "DENY").toList()
                            : "DENY";
            answers.add(Map.of("id", item.text("id").orElse(""), "result", result));
        }
        return EntityBodies.ok(Map.of("items", answers));
    }
}
