package dev.portico.app;

import dev.portico.platform.json.JsonObject;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Has the old ref of an entity or group stand for its new one.
@Command(
        name = "rename",
        description = {
            "Tells that an entity has another name now: ./portico rename group:default/red",
            "group:default/blue. For a time the old ref answers with the new entity.",
            "Rename it where it is declared first."
        })
final class RenameCommand implements Callable<Integer> {
    private static final String RENAME =
            "mutation ($from: String!, $to: String!, $dryRun: Boolean) { renameEntity(from: $from,"
                    + " to: $to, dryRun: $dryRun) { from to expiresAt } }";
    private static final String DECLARED = "query ($ref: String!) { entity(ref: $ref) { ref } }";

    @Spec private @Nullable CommandSpec spec;

    @Mixin private ServerOption server = new ServerOption();

    @Parameters(index = "0", paramLabel = "OLD_REF", description = "As it was known.")
    private String from = "";

    @Parameters(
            index = "1",
            paramLabel = "NEW_REF",
            description = "As the catalog has it now; of the same kind.")
    private String to = "";

    @Option(names = "--dry-run", description = "Only say what would be.")
    private boolean dryRun;

    @Override
    public Integer call() {
        Console console = new Console(spec);
        RunningServer running = server.server();
        JsonObject alias =
                running.graphql(RENAME, Map.of("from", from, "to", to, "dryRun", dryRun))
                        .object("renameEntity");
        String old = alias.text("from").orElse(from);
        console.say(
                "%s %s with %s until %s."
                        .formatted(
                                old,
                                dryRun ? "would answer" : "answers",
                                alias.text("to").orElse(to),
                                alias.text("expiresAt").orElse("")));
        if (answersItself(running, old)) {
            console.say(
                    "The catalog still has "
                            + old
                            + ", which answers for itself until it is declared no more.");
        }
        return 0;
    }

    private static boolean answersItself(RunningServer running, String old) {
        return running.graphql(DECLARED, Map.of("ref", old))
                .object("entity")
                .text("ref")
                .filter(old::equals)
                .isPresent();
    }
}
