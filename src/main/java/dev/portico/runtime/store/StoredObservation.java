package dev.portico.runtime.store;

import dev.portico.platform.json.JsonRecords;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.Observation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// An observation as a row has it.
///
/// @param type which of the observations it is, by the name of its class
/// @param hash of type and state: equal for equal observations
record StoredObservation(ObjectKey key, String type, String state, long hash) {
    private static final Map<String, Class<? extends Record>> TYPES = types();

    static StoredObservation of(Observation observation) {
        String type = observation.getClass().getSimpleName();
        String state = JsonRecords.toJson((Record) observation);
        return new StoredObservation(observation.key(), type, state, hash(type + ' ' + state));
    }

    /// Empty for a type that only a newer program knows.
    static Optional<Observation> read(String type, String state) {
        Class<? extends Record> known = TYPES.get(type);
        return known == null
                ? Optional.empty()
                : Optional.of((Observation) JsonRecords.read(known, state));
    }

    /// Reads what [ObjectKey#toString] wrote.
    static ObjectKey key(String text) {
        String[] parts = text.split("/", 4);
        return new ObjectKey(
                parts[0].intern(), parts[1].intern(), parts[2].intern(), parts[3].intern());
    }

    private static long hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Class<? extends Record>> types() {
        Map<String, Class<? extends Record>> types = new HashMap<>();
        for (Class<?> type : Observation.class.getPermittedSubclasses()) {
            types.put(type.getSimpleName(), type.asSubclass(Record.class));
        }
        return Map.copyOf(types);
    }
}
