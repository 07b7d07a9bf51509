package dev.portico.ownership;

import dev.portico.model.Entity;
import dev.portico.platform.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An organisation that a test makes.
final class People implements OrganisationView {
    private final List<Entity> entities = new ArrayList<>();
    private final List<Runnable> listeners = new ArrayList<>();
    private @Nullable Organisation current;
    private long version;

    People group(String name, Map<String, String> annotations) {
        return add("Group", name, Map.of(), annotations, List.of("user:default/ann"));
    }

    /// Nobody belongs to it.
    People empty(String name) {
        return add("Group", name, Map.of(), Map.of(), List.of());
    }

    People user(String name, String mail, Map<String, String> annotations) {
        return add("User", name, Map.of("email", mail), annotations, List.of());
    }

    private People add(
            String kind,
            String name,
            Map<String, String> profile,
            Map<String, String> annotations,
            List<String> members) {
        entities.add(
                new Entity(
                        JsonObject.of(
                                Map.of(
                                        "kind",
                                        kind,
                                        "metadata",
                                        Map.of("name", name, "annotations", annotations),
                                        "spec",
                                        Map.of("profile", profile),
                                        "relations",
                                        members.stream()
                                                .map(
                                                        member ->
                                                                Map.of(
                                                                        "type",
                                                                        "hasMember",
                                                                        "targetRef",
                                                                        member))
                                                .toList()))));
        return this;
    }

    /// From now on all that was added is there.
    People show() {
        current = new Organisation(++version, entities);
        listeners.forEach(Runnable::run);
        return this;
    }

    @Override
    public @Nullable Organisation current() {
        return current;
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }
}
