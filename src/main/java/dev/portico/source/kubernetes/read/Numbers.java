package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;

/// Whole numbers of objects, which are written by anyone.
final class Numbers {
    private Numbers() {}

    /// The number of a key as an `int` that is not negative.
    static int count(JsonObject object, String key, int absent) {
        long number = whole(object, key, absent);
        return (int) Math.clamp(number, 0, Integer.MAX_VALUE);
    }

    static long whole(JsonObject object, String key, long absent) {
        return object.value(key) instanceof Number number ? number.longValue() : absent;
    }

    /// The generation of an object; 0 when it has none.
    static long generation(JsonObject object) {
        return whole(object.object("metadata"), "generation", 0);
    }

    /// True when the controller has not yet seen the newest change of an object.
    static boolean isBehind(JsonObject object) {
        JsonObject status = object.object("status");
        return status.value("observedGeneration") instanceof Number seen
                && seen.longValue() < generation(object);
    }
}
