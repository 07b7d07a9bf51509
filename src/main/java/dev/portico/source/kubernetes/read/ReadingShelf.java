package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.Observation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Objects that are told as they are read, one by one: nothing is kept but their versions.
final class ReadingShelf implements Shelf {
    private final Map<Interest, Reader> readers;
    private final Outbox outbox;
    private final Map<Interest, Map<ObjectKey, String>> versions = new HashMap<>();

    ReadingShelf(Map<Interest, Reader> readers, Outbox outbox) {
        this.readers = Map.copyOf(readers);
        this.outbox = outbox;
    }

    @Override
    public void put(ResourceKind kind, ObjectKey key, JsonObject object) {
        Reader reader = readers.get(kind.interest());
        if (reader == null) {
            return;
        }
        String version = object.object("metadata").text("resourceVersion").orElse("");
        String before =
                versions.computeIfAbsent(kind.interest(), _ -> new HashMap<>()).put(key, version);
        if (version.isEmpty() || !version.equals(before)) {
            outbox.tell(reader.read(kind, key, object));
        }
    }

    @Override
    public void remove(ObjectKey key) {
        Map<ObjectKey, String> known = versions.get(Interest.of(key));
        if (known != null && known.remove(key) != null) {
            outbox.forget(key);
        }
    }

    @Override
    public Collection<ObjectKey> keys(Interest kind, @Nullable String namespace) {
        return Shelf.among(versions.getOrDefault(kind, Map.of()).keySet(), kind, namespace);
    }

    Collection<ObjectKey> keys() {
        List<ObjectKey> keys = new ArrayList<>();
        versions.values().forEach(known -> keys.addAll(known.keySet()));
        return keys;
    }

    /// Reads an object of one kind.
    @FunctionalInterface
    interface Reader {
        Observation read(ResourceKind kind, ObjectKey key, JsonObject object);
    }
}
