package dev.portico.app;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Shows how each source is doing, reads one again, and answers the mass-delete guard.
@Command(
        name = "sources",
        description = {
            "Lists the sources (list), tells what is wrong with one (show NAME), reads one again",
            "(refresh NAME), or answers the guard that holds back many removals (confirm NAME,",
            "reject NAME)."
        })
final class SourcesCommand implements Callable<Integer> {
    private static final int SHOWN = 50;

    @Spec private @Nullable CommandSpec spec;

    @Mixin private ServerOption server = new ServerOption();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ACTION",
            description = "${COMPLETION-CANDIDATES}; list when left out.")
    private Action action = Action.LIST;

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "The source.")
    private @Nullable String name;

    @Option(names = "--yes", description = "Confirm without asking.")
    private boolean yes;

    /// What to do.
    enum Action {
        LIST,
        SHOW,
        REFRESH,
        CONFIRM,
        REJECT
    }

    @Override
    public Integer call() {
        Console console = new Console(spec);
        return switch (action) {
            case LIST -> list(console);
            case SHOW -> show(console);
            case REFRESH -> {
                server.server().post(path("/refresh"));
                console.say(requireName() + " is read again soon.");
                yield 0;
            }
            case REJECT -> {
                server.server().post(path("/removals/reject"));
                console.say(
                        "Kept what " + requireName() + " no longer has, until it changes again.");
                yield 0;
            }
            case CONFIRM -> confirm(console);
        };
    }

    private int list(Console console) {
        List<JsonObject> sources = server.server().get("/api/sources").objects("sources");
        if (sources.isEmpty()) {
            console.say("There is no source. Name a repository in portico.yaml.");
        }
        sources.forEach(source -> say(console, source));
        sources.stream()
                .filter(SourcesCommand::hasProblems)
                .findFirst()
                .flatMap(source -> source.text("name"))
                .ifPresent(
                        troubled ->
                                console.say(
                                        "What is wrong tells, for example: ./portico sources show '"
                                                + troubled
                                                + "'"));
        return 0;
    }

    private static boolean hasProblems(JsonObject source) {
        return Stream.of("rejectionCount", "problemCount")
                .map(source::value)
                .anyMatch(count -> count instanceof Number number && number.longValue() > 0);
    }

    private static void say(Console console, JsonObject source) {
        console.say(
                "%-11s %6s entities  %4s kept out  %s"
                        .formatted(
                                source.text("state").orElse("unknown"),
                                source.value("entities"),
                                source.value("rejectionCount"),
                                source.text("name").orElse("")));
        source.text("error").ifPresent(error -> console.say("            " + error));
        if (source.has("held")) {
            console.say(
                    "            %s removals are held; see them with: ./portico sources confirm '%s'"
                            .formatted(
                                    source.object("held").value("total"),
                                    source.text("name").orElse("")));
        }
    }

    private int show(Console console) {
        JsonObject source = server.server().get(path(""));
        say(console, source);
        List<JsonObject> problems = new ArrayList<>(source.objects("problems"));
        source.objects("rejections").forEach(each -> problems.addAll(each.objects("problems")));
        for (JsonObject problem : problems) {
            JsonObject position = problem.object("position");
            console.say(
                    "  %s:%s: %s: %s"
                            .formatted(
                                    position.text("file").orElse(""),
                                    position.value("line"),
                                    problem.text("code").orElse(""),
                                    problem.text("message").orElse("")));
        }
        return 0;
    }

    private int confirm(Console console) {
        RunningServer running = server.server();
        JsonObject held = running.get(path("")).object("held");
        if (held.isEmpty()) {
            throw PorticoException.invalid("Nothing is held for " + requireName() + ".");
        }
        List<String> refs = held.texts("refs");
        console.say("%s entities would be removed:".formatted(held.value("total")));
        refs.stream().limit(SHOWN).forEach(ref -> console.say("  " + ref));
        if (refs.size() > SHOWN) {
            console.say("  and %d more".formatted(refs.size() - SHOWN));
        }
        if (!yes && !agreed(console)) {
            console.say("Nothing was removed.");
            return 1;
        }
        JsonObject answer = running.post(path("/removals/confirm"));
        console.say("%s entities were removed.".formatted(answer.value("removed")));
        return 0;
    }

    private static boolean agreed(Console console) {
        java.io.Console terminal = System.console();
        if (terminal == null || !terminal.isTerminal()) {
            throw PorticoException.invalid(
                    "There is no terminal to ask; add --yes to remove them.");
        }
        console.out().flush();
        return Optional.ofNullable(terminal.readLine("Remove them? (yes/no) "))
                .filter(answer -> answer.strip().equalsIgnoreCase("yes"))
                .isPresent();
    }

    private String path(String action) {
        return "/api/sources/" + RunningServer.encode(requireName()) + action;
    }

    private String requireName() {
        if (name == null) {
            throw PorticoException.invalid(
                    "Name the source, as in ./portico sources confirm NAME; ./portico sources lists them.");
        }
        return name;
    }
}
