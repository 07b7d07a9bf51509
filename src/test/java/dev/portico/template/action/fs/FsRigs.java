package dev.portico.template.action.fs;

import dev.portico.template.action.Action;
import dev.portico.template.action.Rig;
import java.util.LinkedHashMap;
import java.util.Map;

/// The actions for files of the workspace.
public final class FsRigs {
    private static final Map<String, String> FILES =
            Map.of("a/one.txt", "one\n", "a/two.json", "{\"two\": 2}");

    private FsRigs() {}

    /// By name of the action.
    public static Map<String, Rig.Maker> all() {
        Map<String, Rig.Maker> all = new LinkedHashMap<>();
        put(all, "fs:append", new FsAppend(), "{\"path\": \"a/one.txt\", \"content\": \"more\"}");
        put(all, "fs:delete", new FsDelete(), "{\"files\": [\"a/one.txt\"]}");
        put(all, "fs:read", new FsRead(), "{\"path\": \"a/two.json\", \"parser\": \"json\"}");
        put(all, "fs:readdir", new FsReaddir(), "{\"paths\": [\"a\"], \"recursive\": true}");
        put(
                all,
                "fs:rename",
                new FsRename(),
                "{\"files\": [{\"from\": \"a/one.txt\", \"to\": \"b/one.txt\"}]}");
        put(all, "fs:write", new FsWrite(), "{\"path\": \"c.txt\", \"content\": \"text\"}");
        put(
                all,
                "roadiehq:utils:fs:replace",
                new FsReplace(),
                "{\"files\": [{\"file\": \"a/one.txt\", \"find\": \"one\", \"replaceWith\": \"two\"}]}");
        put(
                all,
                "roadiehq:utils:zip",
                new ZipFolder(),
                "{\"path\": \"a\", \"outputPath\": \"a.zip\"}");
        return all;
    }

    private static void put(Map<String, Rig.Maker> all, String name, Action action, String input) {
        all.put(name, _ -> Rig.of(action, input).files(FILES));
    }
}
