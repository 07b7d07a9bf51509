package dev.portico.template.action.basic;

import dev.portico.template.action.Rig;
import java.util.Map;

/// The actions that do little.
public final class BasicRigs {
    private BasicRigs() {}

    /// By name of the action.
    public static Map<String, Rig.Maker> all() {
        return Map.of(
                "debug:log",
                _ -> Rig.of(new DebugLog(), "{\"message\": \"hello\", \"listWorkspace\": true}"),
                "debug:wait",
                _ -> Rig.of(new DebugWait(), "{\"milliseconds\": 20}"),
                "roadiehq:utils:sleep",
                _ -> Rig.of(new Sleep(), "{\"amount\": 0.01}"));
    }
}
