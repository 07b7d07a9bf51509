package dev.portico.template.action.fetch;

import dev.portico.template.action.Action;
import dev.portico.template.action.Rig;
import dev.portico.test.Trap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The actions that fetch and render.
public final class FetchRigs {
    private FetchRigs() {}

    /// By name of the action.
    public static Map<String, Rig.Maker> all() {
        Map<String, Rig.Maker> all = new LinkedHashMap<>();
        all.put("fetch:plain", fetching(FetchFixture::plain, "\"targetPath\": \"new\"", ""));
        all.put(
                "fetch:plain:file",
                fetching(FetchFixture::plainFile, "\"targetPath\": \"new.txt\"", "/name.txt"));
        all.put(
                "fetch:template",
                fetching(FetchFixture::template, "\"values\": {\"name\": \"orders\"}", ""));
        all.put(
                "fetch:template:file",
                fetching(
                        FetchFixture::templateFile,
                        "\"targetPath\": \"new.txt\", \"values\": {\"name\": \"orders\"}",
                        "/name.txt"));
        all.put(
                "workspace:template",
                rendering(
                        at -> new WorkspaceTemplate(at.renderer),
                        """
                        {"sourcePath": "skeleton", "targetPath": "new", "copyWithoutTemplating": [],
                         "values": {"name": "orders"}}
                        """));
        all.put(
                "workspace:template:file",
                rendering(
                        at -> new WorkspaceTemplateFile(at.renderer),
                        """
                        {"sourcePath": "skeleton/name.txt", "targetPath": "new.txt",
                         "values": {"name": "orders"}}
                        """));
        return all;
    }

    private static Rig.Maker fetching(
            Function<FetchFixture, Action> action, String input, String file) {
        return folder -> {
            FetchFixture at = new FetchFixture(folder);
            at.repo("acme/templates")
                    .change()
                    .put("skeleton/name.txt", "${{ values.name }}\n")
                    .executable("skeleton/run.sh", "echo ${{ values.name }}\n")
                    .commit();
            Trap trap = new Trap();
            at.server.trap(trap);
            String url = at.browse("acme/templates", "main", "skeleton") + file;
            return Rig.of(action.apply(at), "{\"url\": \"" + url + "\", " + input + "}")
                    .outside(trap, List::of)
                    .end(
                            () -> {
                                trap.release();
                                at.close();
                            });
        };
    }

    private static Rig.Maker rendering(Function<FetchFixture, Action> action, String input) {
        return folder -> {
            FetchFixture at = new FetchFixture(folder);
            return Rig.of(action.apply(at), input)
                    .files(Map.of("skeleton/name.txt", "${{ values.name }}\n"))
                    .end(at::close);
        };
    }
}
