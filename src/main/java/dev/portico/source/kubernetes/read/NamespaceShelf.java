package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.ObjectKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Labels and annotations of Namespaces, which speak for the workloads in them.
final class NamespaceShelf implements Shelf {
    private static final Metadata NOTHING =
            new Metadata(Map.of(), Map.of(), (@Nullable Instant) null, false, List.of());

    private final Map<String, Metadata> namespaces = new HashMap<>();
    private Consumer<String> changed = _ -> {};

    /// @param listener takes the namespace that changed
    void onChange(Consumer<String> listener) {
        changed = listener;
    }

    @Override
    public void put(ResourceKind kind, ObjectKey key, JsonObject object) {
        Metadata metadata = Metadata.of(object);
        if (!metadata.equals(namespaces.put(key.name(), metadata))) {
            changed.accept(key.name());
        }
    }

    @Override
    public void remove(ObjectKey key) {
        if (namespaces.remove(key.name()) != null) {
            changed.accept(key.name());
        }
    }

    @Override
    public Collection<ObjectKey> keys(Interest kind, @Nullable String namespace) {
        List<ObjectKey> keys = new ArrayList<>();
        namespaces.keySet().forEach(name -> keys.add(new ObjectKey("", "Namespace", "", name)));
        return keys;
    }

    /// Without labels and annotations while the Namespace is not known.
    Metadata of(String name) {
        return namespaces.getOrDefault(name, NOTHING);
    }
}
