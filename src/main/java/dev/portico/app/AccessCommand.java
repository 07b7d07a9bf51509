package dev.portico.app;

import dev.portico.platform.json.JsonObject;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Explains who may do what. Exit code 1 when they may not.
@Command(
        name = "access",
        description = {
            "Explains why somebody may or may not do something, rule by rule:",
            "access explain VIEWER PERMISSION [REF]."
        })
final class AccessCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private ServerOption server = new ServerOption();

    @Parameters(index = "0", paramLabel = "ACTION", description = "${COMPLETION-CANDIDATES}")
    private Action action = Action.EXPLAIN;

    @Parameters(
            index = "1",
            paramLabel = "VIEWER",
            description = "As user:default/ann, service:NAME, ci:ISSUER/REPOSITORY or anonymous.")
    private String viewer = "";

    @Parameters(
            index = "2",
            paramLabel = "PERMISSION",
            description = "As catalog.entity.delete; docs/policies.md lists them.")
    private String permission = "";

    @Parameters(
            index = "3",
            arity = "0..1",
            paramLabel = "REF",
            description = "The entity, as component:default/orders.")
    private @Nullable String ref;

    /// What to do.
    enum Action {
        EXPLAIN
    }

    @Override
    public Integer call() {
        String path =
                "/api/access/%s?viewer=%s&permission=%s"
                        .formatted(
                                action.name().toLowerCase(Locale.ROOT),
                                RunningServer.encode(viewer),
                                RunningServer.encode(permission));
        JsonObject answer =
                server.server()
                        .get(ref == null ? path : path + "&ref=" + RunningServer.encode(ref));
        boolean allowed = Boolean.TRUE.equals(answer.value("allowed"));
        Console console = new Console(spec);
        console.say(
                "%s %s %s%s. %s"
                        .formatted(
                                answer.text("viewer").orElse(viewer),
                                allowed ? "has" : "does not have",
                                permission,
                                ref == null ? "" : " on " + ref,
                                answer.text("because").orElse("")));
        for (JsonObject rule : answer.objects("rules")) {
            console.say("  " + line(rule));
        }
        return allowed ? 0 : 1;
    }

    private static String line(JsonObject rule) {
        return "%s (%s): %s"
                .formatted(
                        rule.text("rule").orElse(""),
                        rule.text("effect").orElse(""),
                        Boolean.TRUE.equals(rule.value("holds"))
                                ? "holds"
                                : rule.text("why").orElse(""));
    }
}
