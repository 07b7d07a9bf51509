package dev.portico.notify;

import dev.portico.catalog.Cause;
import dev.portico.catalog.Change;
import dev.portico.catalog.LoggedChange;
import dev.portico.platform.json.JsonValues;
import dev.portico.query.CatalogQuery;
import dev.portico.query.IndexedEntity;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Changes as CloudEvents 1.0 in JSON. `docs/changes.md` describes them to users.
@Singleton
public final class CloudEvents {
    /// Media type of one event.
    public static final String JSON = "application/cloudevents+json";

    /// Media type of an array of events.
    public static final String BATCH = "application/cloudevents-batch+json";

    private static final String TYPE_PREFIX = "dev.portico.entity.";
    private static final byte[] ENTITY = ",\"entity\":".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.UTF_8);

    private final CatalogQuery query;

    CloudEvents(CatalogQuery query) {
        this.query = query;
    }

    /// The same, with entities as a viewer's catalog has them.
    public CloudEvents as(CatalogQuery seen) {
        return new CloudEvents(seen);
    }

    /// What an event carries of its entity.
    public enum Data {
        /// Its ref, uid and etag.
        REF,
        /// The whole entity too.
        ENTITY
    }

    /// The type in an event, as `dev.portico.entity.created`.
    static String type(Change.Type type) {
        return TYPE_PREFIX + type.name().toLowerCase(Locale.ROOT);
    }

    /// One event as UTF-8. Etag and entity are those of now: when several changes are told late,
    /// the newest state is told with each.
    public byte[] event(LoggedChange logged, Data data) {
        Optional<IndexedEntity> entity = query.find(logged.change().ref());
        byte[] event = JsonValues.toBytes(envelope(logged, entity));
        if (data == Data.REF) {
            return event;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(event.length + 2_000);
        int open = event.length - 2;
        out.write(event, 0, open);
        out.writeBytes(ENTITY);
        out.writeBytes(entity.map(IndexedEntity::json).orElse(NULL));
        out.write(event, open, 2);
        return out.toByteArray();
    }

    /// An array of events as UTF-8.
    public byte[] batch(List<LoggedChange> changes, Data data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256 + changes.size() * 600);
        out.write('[');
        for (int i = 0; i < changes.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            out.writeBytes(event(changes.get(i), data));
        }
        out.write(']');
        return out.toByteArray();
    }

    /// `data` is the last member: the entity is put in at its end.
    private static Map<String, Object> envelope(
            LoggedChange logged, Optional<IndexedEntity> entity) {
        Change change = logged.change();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("ref", change.ref().toString());
        data.put("uid", change.uid());
        entity.ifPresent(it -> data.put("etag", it.etag()));
        data.put("position", change.position());
        data.put("cause", cause(change.cause()));
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("specversion", "1.0");
        event.put("id", logged.cursor().toString());
        event.put("type", type(change.type()));
        event.put("source", uriReference(change.cause().source()));
        event.put("subject", change.ref().toString());
        event.put("time", change.at().toString());
        event.put("datacontenttype", "application/json");
        event.put("data", data);
        return event;
    }

    private static Map<String, Object> cause(Cause cause) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("source", cause.source());
        if (cause.revision() != null) {
            json.put("revision", cause.revision());
        }
        json.put("actor", cause.actor());
        return json;
    }

    /// The name of a source as the URI reference that CloudEvents wants; most names are one.
    private static String uriReference(String source) {
        try {
            return new URI(source).toString();
        } catch (URISyntaxException e) {
            return URLEncoder.encode(source, StandardCharsets.UTF_8).replace("+", "%20");
        }
    }
}
