package dev.portico.source;

import dev.portico.catalog.Declaration;
import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Removals of a source that wait: for a person, or for the last entity of a kind.
///
/// @param since when the guard first held one of them
/// @param declined a person chose to keep these entities; they stay until the set changes
public record HeldRemovals(Instant since, List<Key> keys, boolean declined) {
    /// @param fileGone whether the whole file is gone, so that its return releases the key
    /// @param kindInUse whether it defines a kind that has entities, and so waits for them and not
    ///     for a person
    public record Key(Declaration.Key declaration, boolean fileGone, boolean kindInUse) {
        Key asKindInUse() {
            return new Key(declaration, fileGone, true);
        }
    }

    public HeldRemovals {
        keys = List.copyOf(keys);
    }

    /// The keys a person is asked about.
    public List<Key> asked() {
        return keys.stream().filter(key -> !key.kindInUse()).toList();
    }

    /// Refs of the entities a person is asked about, sorted.
    public List<String> refs() {
        return List.copyOf(
                asked().stream()
                        .map(key -> key.declaration().ref().toString())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /// The same keys as another, whatever the order.
    public boolean sameKeys(List<Key> other) {
        return Set.copyOf(keys).equals(Set.copyOf(other));
    }

    public HeldRemovals asDeclined() {
        return new HeldRemovals(since, keys, true);
    }

    public String toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("since", since.toString());
        json.put("declined", declined);
        json.put(
                "keys",
                keys.stream()
                        .map(
                                key ->
                                        Map.of(
                                                "location", key.declaration().location(),
                                                "ref", key.declaration().ref().toString(),
                                                "fileGone", key.fileGone(),
                                                "kindInUse", key.kindInUse()))
                        .toList());
        return JsonObject.of(json).toJson();
    }

    public static @Nullable HeldRemovals fromJson(@Nullable String text) {
        if (text == null) {
            return null;
        }
        JsonObject json = JsonObject.parse(text);
        return new HeldRemovals(
                Instant.parse(json.text("since").orElseThrow()),
                json.objects("keys").stream()
                        .map(
                                key ->
                                        new Key(
                                                new Declaration.Key(
                                                        key.text("location").orElseThrow(),
                                                        EntityRef.parse(
                                                                key.text("ref").orElseThrow())),
                                                Boolean.TRUE.equals(key.value("fileGone")),
                                                Boolean.TRUE.equals(key.value("kindInUse"))))
                        .toList(),
                Boolean.TRUE.equals(json.value("declined")));
    }
}
