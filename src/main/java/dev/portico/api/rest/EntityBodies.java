package dev.portico.api.rest;

import dev.portico.platform.json.JsonValues;
import dev.portico.query.IndexedEntity;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes response bodies around the stored bytes of entities, without parsing these.
final class EntityBodies {
    static final String JSON = MediaType.APPLICATION_JSON + "; charset=utf-8";

    private static final byte[] NULL = "null".getBytes(StandardCharsets.UTF_8);

    private EntityBodies() {}

    static Response ok(byte[] json) {
        return Response.ok(json, JSON).build();
    }

    static Response ok(Object json) {
        return ok(JsonValues.toBytes(json));
    }

    static byte[] array(List<? extends @Nullable IndexedEntity> entities, FieldProjection fields) {
        return wrapped("[", entities, fields, "]");
    }

    /// @param rest the object's further members, with the leading comma, or empty
    static byte[] items(
            List<? extends @Nullable IndexedEntity> entities, FieldProjection fields, String rest) {
        return wrapped("{\"items\":[", entities, fields, "]" + rest + "}");
    }

    private static byte[] wrapped(
            String before,
            List<? extends @Nullable IndexedEntity> entities,
            FieldProjection fields,
            String after) {
        List<byte[]> parts = new ArrayList<>(entities.size() + 2);
        parts.add(before.getBytes(StandardCharsets.UTF_8));
        for (@Nullable IndexedEntity entity : entities) {
            parts.add(entity == null ? NULL : fields.apply(entity));
        }
        parts.add(after.getBytes(StandardCharsets.UTF_8));
        return joined(parts);
    }

    /// Everything between the first part and the last one is an element of an array.
    private static byte[] joined(List<byte[]> parts) {
        int commas = Math.max(0, parts.size() - 3);
        byte[] body = new byte[parts.stream().mapToInt(part -> part.length).sum() + commas];
        int at = 0;
        for (int i = 0; i < parts.size(); i++) {
            if (i > 1 && i < parts.size() - 1) {
                body[at++] = ',';
            }
            byte[] part = parts.get(i);
            System.arraycopy(part, 0, body, at, part.length);
            at += part.length;
        }
        return body;
    }

    /// Writes entities as elements of an array that is open already.
    ///
    /// @param first whether they are the first of the array
    static void append(
            OutputStream out, List<IndexedEntity> entities, FieldProjection fields, boolean first)
            throws IOException {
        boolean comma = !first;
        for (IndexedEntity entity : entities) {
            if (comma) {
                out.write(',');
            }
            comma = true;
            out.write(fields.apply(entity));
        }
    }
}
