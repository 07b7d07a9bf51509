package dev.portico.template.action;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All actions there are now: those of the program and those that platform teams declare.
@Singleton
public final class Actions {
    private final Map<String, Action> own = new LinkedHashMap<>();
    private final List<ActionProvider> providers;

    public Actions(@All List<Action> actions, @All List<ActionProvider> providers) {
        this.providers = List.copyOf(providers);
        for (Action action : actions) {
            put(action.info().id(), action);
            action.info().aliases().forEach(alias -> put(alias, action));
        }
    }

    private void put(String id, Action action) {
        if (own.put(id, action) != null) {
            throw new IllegalStateException("two actions are named " + id);
        }
    }

    /// By id or alias; an action of the program goes before a declared one of the same name.
    public Optional<Action> find(String id) {
        Action found = own.get(id);
        if (found != null) {
            return Optional.of(found);
        }
        return declared().stream().filter(action -> action.info().id().equals(id)).findFirst();
    }

    /// What is known of each, once for each of its names, sorted by name.
    public List<Named> all() {
        List<Named> all = new ArrayList<>();
        own.forEach((id, action) -> all.add(new Named(id, action.info())));
        for (Action action : declared()) {
            if (!own.containsKey(action.info().id())) {
                all.add(new Named(action.info().id(), action.info()));
            }
        }
        all.sort(Comparator.comparing(Named::id));
        return List.copyOf(all);
    }

    /// @param id the id or an alias
    public record Named(String id, ActionInfo info) {}

    private List<Action> declared() {
        return providers.stream().flatMap(provider -> provider.actions().stream()).toList();
    }
}
