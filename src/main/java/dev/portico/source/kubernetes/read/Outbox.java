package dev.portico.source.kubernetes.read;

import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.Observation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// What is to be told at the next drain; the last word on an object counts.
final class Outbox {
    private Map<ObjectKey, Observation> changed = new LinkedHashMap<>();
    private Set<ObjectKey> gone = new LinkedHashSet<>();
    private boolean declarations;
    private boolean subjects;
    private boolean interests;

    void tell(Observation observation) {
        gone.remove(observation.key());
        changed.put(observation.key(), observation);
    }

    void forget(ObjectKey key) {
        changed.remove(key);
        gone.add(key);
    }

    void declarations() {
        declarations = true;
    }

    void subjects() {
        subjects = true;
    }

    void interests() {
        interests = true;
    }

    Changes take() {
        Changes changes =
                new Changes(
                        new ArrayList<>(changed.values()),
                        new ArrayList<>(gone),
                        declarations,
                        subjects,
                        interests);
        changed = new LinkedHashMap<>();
        gone = new LinkedHashSet<>();
        declarations = false;
        subjects = false;
        interests = false;
        return changes;
    }
}
