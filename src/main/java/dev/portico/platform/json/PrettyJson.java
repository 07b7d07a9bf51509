package dev.portico.platform.json;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes JSON over several lines.
final class PrettyJson {
    private final String indent;
    private final StringBuilder out = new StringBuilder();

    PrettyJson(String indent) {
        this.indent = indent;
    }

    String write(@Nullable Object value) {
        add(value, 0);
        return out.toString();
    }

    private void add(@Nullable Object value, int depth) {
        switch (value) {
            case JsonObject object -> add(object.fields(), depth);
            case Map<?, ?> map when !map.isEmpty() -> {
                String separator = "{";
                for (Map.Entry<?, ?> member : map.entrySet()) {
                    out.append(separator);
                    line(depth + 1);
                    out.append(JsonValues.toJson(String.valueOf(member.getKey()))).append(": ");
                    add(member.getValue(), depth + 1);
                    separator = ",";
                }
                line(depth);
                out.append('}');
            }
            case List<?> list when !list.isEmpty() -> {
                String separator = "[";
                for (@Nullable Object element : list) {
                    out.append(separator);
                    line(depth + 1);
                    add(element, depth + 1);
                    separator = ",";
                }
                line(depth);
                out.append(']');
            }
            case null, default -> out.append(JsonValues.toJson(value));
        }
    }

    private void line(int depth) {
        out.append('\n').repeat(indent, depth);
    }
}
