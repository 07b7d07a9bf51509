package dev.portico.app;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Makes, lists and revokes API tokens.
@Command(
        name = "token",
        description = {
            "Makes an API token (create NAME), lists them (list), or revokes one (revoke ID)."
        })
final class TokenCommand implements Callable<Integer> {
    private static final String TOKENS =
            "{ tokens { id name subject scopes expiresAt usedAt createdBy } }";
    private static final String CREATE =
            "mutation ($token: TokenInput!) { createToken(token: $token) { secret token { id subject"
                    + " expiresAt } } }";
    private static final String REVOKE = "mutation ($id: String!) { revokeToken(id: $id) { id } }";

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
            paramLabel = "NAME|ID",
            description = "What the new token is for, or the id of the one to revoke.")
    private @Nullable String name;

    @Option(
            names = "--as",
            paramLabel = "SUBJECT",
            description = "As whom it calls: service:deployer, or user:default/ann.")
    private @Nullable String subject;

    @Option(
            names = "--scope",
            paramLabel = "PERMISSION",
            description = "A permission it is limited to, as 'catalog.*'; may be repeated.")
    private @Nullable List<String> scopes;

    @Option(names = "--days", paramLabel = "N", description = "For how long it is good; 90.")
    private int days = 90;

    /// What to do.
    enum Action {
        LIST,
        CREATE,
        REVOKE
    }

    @Override
    public Integer call() {
        Console console = new Console(spec);
        switch (action) {
            case LIST -> list(console);
            case CREATE -> create(console);
            case REVOKE -> {
                server.server().graphql(REVOKE, Map.of("id", requireName("revoke ID")));
                console.say("Revoked. Within a second it is refused everywhere.");
            }
        }
        return 0;
    }

    private void list(Console console) {
        List<JsonObject> tokens = server.server().graphql(TOKENS, Map.of()).objects("tokens");
        if (tokens.isEmpty()) {
            console.say(
                    "There is no token. Make one: ./portico token create NAME --as service:NAME");
        }
        for (JsonObject token : tokens) {
            console.say(
                    "%s  %-28s %-24s until %.10s  %s%s"
                            .formatted(
                                    token.text("id").orElse(""),
                                    token.text("name").orElse(""),
                                    token.text("subject").orElse(""),
                                    token.text("expiresAt").orElse(""),
                                    token.text("usedAt")
                                            .map(used -> "used " + used)
                                            .orElse("never used"),
                                    token.has("scopes") && token.value("scopes") != null
                                            ? "  only " + String.join(" ", token.texts("scopes"))
                                            : ""));
        }
    }

    private void create(Console console) {
        Map<String, Object> token = new LinkedHashMap<>();
        token.put("name", requireName("create NAME"));
        token.put("days", days);
        if (subject != null) {
            token.put("subject", subject);
        }
        if (scopes != null) {
            token.put("scopes", scopes);
        }
        JsonObject made =
                server.server().graphql(CREATE, Map.of("token", token)).object("createToken");
        console.say(made.text("secret").orElse(""));
        console.say(
                "This is shown once. It calls as %s until %.10s, with the header Authorization: Bearer TOKEN"
                        .formatted(
                                made.object("token").text("subject").orElse(""),
                                made.object("token").text("expiresAt").orElse("")));
    }

    private String requireName(String usage) {
        if (name == null) {
            throw PorticoException.invalid("Say which: ./portico token " + usage + ".");
        }
        return name;
    }
}
