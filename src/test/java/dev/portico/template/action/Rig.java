package dev.portico.template.action;

import dev.portico.platform.json.JsonObject;
import dev.portico.test.Trap;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// An action as the program has it, with stand-ins for what is outside of it, for tests that let
/// the program die while it runs.
///
/// @param files of the workspace before it
/// @param trap told of everything that happens outside
/// @param effects what there is outside now: the same list after the same has happened once
/// @param fulfil makes what the action waits for
public record Rig(
        Action action,
        JsonObject input,
        Map<String, String> files,
        Trap trap,
        Supplier<List<String>> effects,
        Runnable fulfil,
        Runnable end) {
    /// Makes one in an empty folder of its own.
    public interface Maker {
        Rig in(Path folder) throws Exception;
    }

    /// Of an action that has nothing outside.
    public static Rig of(Action action, String input) {
        return new Rig(
                action,
                JsonObject.parse(input),
                Map.of("catalog-info.yaml", "kind: Component\n"),
                new Trap(),
                List::of,
                () -> {},
                () -> {});
    }

    public Rig files(Map<String, String> before) {
        return new Rig(action, input, before, trap, effects, fulfil, end);
    }

    public Rig outside(Trap told, Supplier<List<String>> now) {
        return new Rig(action, input, files, told, now, fulfil, end);
    }

    public Rig fulfil(Runnable how) {
        return new Rig(action, input, files, trap, effects, how, end);
    }

    public Rig end(Runnable how) {
        return new Rig(action, input, files, trap, effects, fulfil, how);
    }
}
