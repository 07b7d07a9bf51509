package dev.portico.app;

import dev.portico.platform.json.JsonObject;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Explains why an entity is, or is not, in the catalog. Exit code 1 when it is not.
@Command(name = "why", description = "Explains why an entity is, or is not, in the catalog.")
final class WhyCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private ServerOption server = new ServerOption();

    @Parameters(paramLabel = "REF", description = "The entity, as component:default/orders.")
    private String ref = "";

    @Override
    public Integer call() {
        JsonObject answer = server.server().get("/api/why?ref=" + RunningServer.encode(ref));
        boolean present = Boolean.TRUE.equals(answer.value("present"));
        Console console = new Console(spec);
        console.say(
                "%s is %s the catalog."
                        .formatted(answer.text("ref").orElse(ref), present ? "in" : "not in"));
        for (JsonObject reason : answer.objects("reasons")) {
            console.say("  " + line(reason));
        }
        return present ? 0 : 1;
    }

    private static String line(JsonObject reason) {
        StringBuilder line = new StringBuilder();
        line.append(reason.text("code").orElse("unknown"));
        line.append(": ").append(reason.text("message").orElse(""));
        JsonObject position = reason.object("position");
        position.text("file")
                .ifPresent(file -> line.append(" (%s:%s)".formatted(file, position.value("line"))));
        reason.text("source").ifPresent(source -> line.append(" [").append(source).append(']'));
        return line.toString();
    }
}
