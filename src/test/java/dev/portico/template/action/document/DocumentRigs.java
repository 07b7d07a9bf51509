package dev.portico.template.action.document;

import dev.portico.template.action.Action;
import dev.portico.template.action.Rig;
import java.util.LinkedHashMap;
import java.util.Map;

/// The actions for JSON and YAML.
public final class DocumentRigs {
    private static final Map<String, String> FILES =
            Map.of("a.json", "{\"a\": 1}\n", "a.yaml", "a: 1\n");

    private DocumentRigs() {}

    /// By name of the action.
    public static Map<String, Rig.Maker> all() {
        Map<String, Rig.Maker> all = new LinkedHashMap<>();
        String merge = "{\"path\": \"a.json\", \"content\": {\"b\": 2}}";
        put(all, "cnoe:utils:sanitize", new Sanitize(), "{\"document\": \"a: 1\\nb: {}\\n\"}");
        put(all, "roadiehq:utils:merge", new MergeFile(), merge);
        put(all, "roadiehq:utils:json:merge", new MergeJson(), merge);
        put(
                all,
                "roadiehq:utils:jsonata",
                new JsonataQuery(),
                "{\"data\": {\"a\": 1}, \"expression\": \"a\"}");
        put(
                all,
                "roadiehq:utils:jsonata:json:transform",
                new JsonataJson(),
                "{\"path\": \"a.json\", \"expression\": \"$\"}");
        put(
                all,
                "roadiehq:utils:jsonata:yaml:transform",
                new JsonataYaml(),
                "{\"path\": \"a.yaml\", \"expression\": \"$\"}");
        put(all, "roadiehq:utils:serialize:json", new SerializeJson(), "{\"data\": {\"a\": 1}}");
        put(all, "roadiehq:utils:serialize:yaml", new SerializeYaml(), "{\"data\": {\"a\": 1}}");
        return all;
    }

    private static void put(Map<String, Rig.Maker> all, String name, Action action, String input) {
        all.put(name, _ -> Rig.of(action, input).files(FILES));
    }
}
