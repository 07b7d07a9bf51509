package dev.portico.template.action.basic;

import dev.portico.template.action.Action;
import java.util.List;

/// Makes the actions that need nothing where nothing injects them.
public final class BasicActions {
    private BasicActions() {}

    public static List<Action> all() {
        return List.of(new DebugLog(), new DebugWait(), new Sleep());
    }
}
