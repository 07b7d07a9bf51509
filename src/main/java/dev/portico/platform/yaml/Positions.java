package dev.portico.platform.yaml;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where the values of a document stand, by JSON pointer.
///
/// The positions are found by a second reading at the first question: most documents are right, and
/// nobody asks. Used by one thread at a time.
public final class Positions {
    private final Position start;
    private final Supplier<Map<String, Place>> reading;
    private @Nullable Map<String, Place> places;

    Positions(Position start, Supplier<Map<String, Place>> reading) {
        this.start = start;
        this.reading = reading;
    }

    /// Where a value is written: the value itself when it stands beside its key, else its key. For
    /// a pointer that leads nowhere, the nearest value around it.
    public Position at(String pointer) {
        @Nullable Place place = nearest(pointer);
        if (place == null) {
            return start;
        }
        return place.value().line() == place.key().line() ? place.value() : place.key();
    }

    /// Where the key of a value is written.
    public Position keyAt(String pointer) {
        @Nullable Place place = nearest(pointer);
        return place == null ? start : place.key();
    }

    private @Nullable Place nearest(String pointer) {
        if (places == null) {
            places = new HashMap<>(reading.get());
        }
        String current = pointer;
        while (!current.isEmpty()) {
            @Nullable Place place = places.get(current);
            if (place != null) {
                return place;
            }
            current = current.substring(0, Math.max(0, current.lastIndexOf('/')));
        }
        return places.get("");
    }

    /// Where a value and its key stand; for the root and list elements both are the same.
    record Place(Position key, Position value) {}
}
