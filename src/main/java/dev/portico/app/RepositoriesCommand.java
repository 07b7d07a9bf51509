package dev.portico.app;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Lists repositories whose CI jobs are refused, and accepts one.
@Command(
        name = "repositories",
        description = {
            "Lists repositories whose CI jobs are refused because their host knows them by",
            "another number than before (list), or accepts the new number (accept URL NUMBER)."
        })
final class RepositoriesCommand implements Callable<Integer> {
    private static final String REFUSED =
            "{ refusedRepositories { url repositoryId refusedId refusedAt } }";
    private static final String ACCEPT =
            "mutation ($url: String!, $id: String!) { acceptRepository(url: $url, repositoryId: $id)"
                    + " { url } }";

    @Spec private @Nullable CommandSpec spec;

    @Mixin private ServerOption server = new ServerOption();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ACTION",
            description = "${COMPLETION-CANDIDATES}; list when left out.")
    private Action action = Action.LIST;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "URL",
            description = "As https://github.com/acme/orders.")
    private @Nullable String url;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "NUMBER",
            description = "The host's number for the repository, as list tells it.")
    private @Nullable String number;

    /// What to do.
    enum Action {
        LIST,
        ACCEPT
    }

    @Override
    public Integer call() {
        Console console = new Console(spec);
        switch (action) {
            case LIST -> list(console);
            case ACCEPT -> accept(console);
        }
        return 0;
    }

    private void list(Console console) {
        List<JsonObject> refused =
                server.server().graphql(REFUSED, Map.of()).objects("refusedRepositories");
        if (refused.isEmpty()) {
            console.say("No CI jobs are refused for the number of their repository.");
        }
        for (JsonObject one : refused) {
            console.say(
                    "%s is known by %s; refused %s at %s"
                            .formatted(
                                    one.text("url").orElse(""),
                                    one.text("repositoryId").orElse(""),
                                    one.text("refusedId").orElse(""),
                                    one.text("refusedAt").orElse("")));
        }
    }

    private void accept(Console console) {
        if (url == null || number == null) {
            throw PorticoException.invalid(
                    "Say which: ./portico repositories accept URL NUMBER, as list tells them.");
        }
        server.server().graphql(ACCEPT, Map.of("url", url, "id", number));
        console.say("Jobs of %s are taken by the number %s.".formatted(url, number));
    }
}
