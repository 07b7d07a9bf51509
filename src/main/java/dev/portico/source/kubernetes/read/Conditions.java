package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The conditions of an object.
final class Conditions {
    private static final int MOST = 32;

    private Conditions() {}

    /// Those of `conditions` in a status, at most 32.
    static List<Condition> of(JsonObject status) {
        List<Condition> conditions = new ArrayList<>();
        for (JsonObject condition : status.objects("conditions")) {
            Optional<String> type = condition.text("type");
            if (type.isPresent() && conditions.size() < MOST) {
                conditions.add(read(type.get(), condition));
            }
        }
        return List.copyOf(conditions);
    }

    private static Condition read(String type, JsonObject condition) {
        return new Condition(
                Shared.text(Texts.cut(type, 100)),
                Shared.text(condition.text("status").orElse("Unknown")),
                Shared.text(Texts.cut(condition.text("reason").orElse(""), 100)),
                Texts.message(condition.text("message").orElse("")),
                Texts.time(condition.text("lastTransitionTime")));
    }

    static Optional<Condition> find(List<Condition> conditions, String type) {
        return conditions.stream().filter(condition -> condition.type().equals(type)).findFirst();
    }

    static boolean has(List<Condition> conditions, String type, String status) {
        return conditions.stream()
                .anyMatch(
                        condition ->
                                condition.type().equals(type) && condition.status().equals(status));
    }

    /// What a condition says: its message, else its reason.
    static String words(Condition condition) {
        return condition.message().isEmpty() ? condition.reason() : condition.message();
    }
}
