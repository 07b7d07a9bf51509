package dev.portico.app;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Erases a person. Exit code 1 when something still names them.
@Command(
        name = "privacy",
        description = {
            "Removes a person from everything that is kept (erase user:default/jane);",
            "the audit keeps a pseudonym. Exit code 1 when a source still names them."
        })
final class PrivacyCommand implements Callable<Integer> {
    private static final String ERASE =
            "mutation ($ref: String!, $also: [String!], $dryRun: Boolean) { erasePerson(ref: $ref,"
                    + " also: $also, dryRun: $dryRun) { pseudonym erased { table rows } remaining"
                    + " } }";

    @Spec private @Nullable CommandSpec spec;

    @Mixin private ServerOption server = new ServerOption();

    @Parameters(index = "0", paramLabel = "ACTION", description = "${COMPLETION-CANDIDATES}")
    private Action action = Action.ERASE;

    @Parameters(index = "1", paramLabel = "REF", description = "The User, as user:default/jane.")
    private String ref = "";

    @Option(
            names = "--also",
            paramLabel = "TEXT",
            description =
                    "What they are also known by, as an earlier mail address; may be repeated.")
    private List<String> also = List.of();

    @Option(names = "--dry-run", description = "Only tell what would be removed.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Erase without asking.")
    private boolean yes;

    /// What to do.
    enum Action {
        ERASE
    }

    @Override
    public Integer call() {
        Console console = new Console(spec);
        RunningServer running = server.server();
        if (!dryRun && !yes) {
            tell(console, ask(running, true), true);
            if (!agreed(console)) {
                console.say("Nothing was removed.");
                return 1;
            }
        }
        JsonObject answer = ask(running, dryRun);
        tell(console, answer, dryRun);
        return answer.texts("remaining").isEmpty() ? 0 : 1;
    }

    private JsonObject ask(RunningServer running, boolean only) {
        return running.graphql(ERASE, Map.of("ref", ref, "also", also, "dryRun", only))
                .object("erasePerson");
    }

    private void tell(Console console, JsonObject answer, boolean only) {
        List<JsonObject> erased = answer.objects("erased");
        console.say(
                erased.isEmpty()
                        ? "Nothing that may be removed names " + ref + "."
                        : (only ? "Of %s would be removed:" : "Of %s was removed:").formatted(ref));
        for (JsonObject row : erased) {
            console.say(
                    "  %-22s %s rows".formatted(row.text("table").orElse(""), row.value("rows")));
        }
        if (!only) {
            console.say(
                    "The audit says "
                            + answer.text("pseudonym").orElse("")
                            + " instead; who that was is written down nowhere.");
        }
        List<String> remaining = answer.texts("remaining");
        if (!remaining.isEmpty()) {
            console.say("What still names them:");
            remaining.forEach(line -> console.say("  " + line));
        }
    }

    private static boolean agreed(Console console) {
        java.io.Console terminal = System.console();
        if (terminal == null || !terminal.isTerminal()) {
            throw PorticoException.invalid("There is no terminal to ask; add --yes to erase them.");
        }
        console.out().flush();
        return Optional.ofNullable(terminal.readLine("It can't be undone. Erase? (yes/no) "))
                .filter(answer -> answer.strip().equalsIgnoreCase("yes"))
                .isPresent();
    }
}
