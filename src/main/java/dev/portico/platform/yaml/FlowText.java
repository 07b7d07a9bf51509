package dev.portico.platform.yaml;

import dev.portico.platform.json.JsonValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A value in YAML's flow style, for a key that is no text.
final class FlowText {
    private FlowText() {}

    static String of(@Nullable Object value) {
        return switch (value) {
            case List<?> list when list.isEmpty() -> "[]";
            case List<?> list ->
                    "[ " + String.join(", ", list.stream().map(FlowText::of).toList()) + " ]";
            case Map<?, ?> map when map.isEmpty() -> "{}";
            case Map<?, ?> map -> {
                List<String> members = new ArrayList<>();
                map.forEach(
                        (key, member) ->
                                members.add(member == null ? key + "" : key + ": " + of(member)));
                yield "{ " + String.join(", ", members) + " }";
            }
            case null, default -> JsonValues.scalarText(value);
        };
    }
}
