package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.Observation;
import dev.portico.runtime.Workload;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// A book fed with YAML, and all it told so far.
final class BookFixture {
    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    static final BookSettings SETTINGS =
            new BookSettings("prod-eu", List.of(new Interest("acme.io", "Worker")));

    final Time clock = new Time();
    final ClusterBook book = new ClusterBook(SETTINGS, clock);
    final Map<ObjectKey, Observation> told = new TreeMap<>();
    Changes last = new Changes(List.of(), List.of(), false, false, false);

    /// The objects of all documents of a YAML text.
    static List<JsonObject> objects(String yaml) {
        LoadSettings settings =
                LoadSettings.builder()
                        .setAllowDuplicateKeys(true)
                        .setCodePointLimit(20_000_000)
                        .build();
        List<JsonObject> objects = new ArrayList<>();
        for (Object document : new Load(settings).loadAllFromString(yaml)) {
            if (document instanceof Map<?, ?> map) {
                objects.add(JsonObject.of(map));
            }
        }
        return objects;
    }

    static JsonObject object(String yaml) {
        return objects(yaml).getFirst();
    }

    static ResourceKind kind(JsonObject object) {
        String apiVersion = object.text("apiVersion").orElse("v1");
        int slash = apiVersion.indexOf('/');
        String kind = object.text("kind").orElse("");
        return new ResourceKind(
                slash < 0 ? "" : apiVersion.substring(0, slash),
                apiVersion.substring(slash + 1),
                kind,
                kind.toLowerCase(Locale.ROOT) + 's',
                object.object("metadata").has("namespace"));
    }

    static ObjectKey key(JsonObject object) {
        JsonObject metadata = object.object("metadata");
        return new ObjectKey(
                kind(object).group(),
                kind(object).kind(),
                metadata.text("namespace").orElse(""),
                metadata.text("name").orElse(""));
    }

    BookFixture put(String yaml) {
        objects(yaml).forEach(this::put);
        return drain();
    }

    void put(JsonObject object) {
        book.put(kind(object), object);
    }

    BookFixture remove(String yaml) {
        for (JsonObject object : objects(yaml)) {
            remove(object);
        }
        return drain();
    }

    void remove(JsonObject object) {
        ObjectKey key = key(object);
        book.remove(kind(object), key.namespace(), key.name());
    }

    BookFixture drain() {
        last = book.drain();
        last.gone().forEach(told::remove);
        last.changed().forEach(observation -> told.put(observation.key(), observation));
        return this;
    }

    Workload workload(String name) {
        return one(Workload.class, name);
    }

    <T extends Observation> T one(Class<T> type, String name) {
        return told.values().stream()
                .filter(type::isInstance)
                .filter(observation -> observation.key().name().equals(name))
                .map(type::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + told.keySet()));
    }

    /// The verdict of a workload as `HEALTH: reason`.
    String verdict(String name) {
        Workload workload = workload(name);
        return workload.verdict().health() + ": " + workload.verdict().reason();
    }

    JsonObject draft(String name) {
        return book.drafts().stream()
                .filter(draft -> draft.object().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no draft of " + name))
                .entity();
    }

    /// A clock that is set by hand.
    static final class Time extends Clock {
        Instant now = NOW;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
