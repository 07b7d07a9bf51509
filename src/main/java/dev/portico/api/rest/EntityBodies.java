package dev.portico.api.rest;

import dev.portico.platform.json.JsonValues;
import dev.portico.query.IndexedEntity;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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
        ByteArrayOutputStream out = new ByteArrayOutputStream(256 + entities.size() * 1_024);
        out.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        boolean first = true;
        for (@Nullable IndexedEntity entity : entities) {
            if (!first) {
                out.write(',');
            }
            first = false;
            out.writeBytes(entity == null ? NULL : fields.apply(entity));
        }
        out.writeBytes(after.getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
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
