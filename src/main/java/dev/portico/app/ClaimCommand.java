package dev.portico.app;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Claims owner, lifecycle, tier, contact or links of an entity; made for CI jobs.
@Command(
        name = "claim",
        description = {
            "Claims something about an entity: ./portico claim component:default/orders",
            "--owner group:default/payments. In a CI job set PORTICO_URL and PORTICO_TOKEN.",
            "Ends with 0 when the claim counts, waits or is overruled, and with 1 when it is",
            "refused; with --must-count also when it does not count."
        })
final class ClaimCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private ServerOption server = new ServerOption();

    @Parameters(index = "0", paramLabel = "REF", description = "The entity.")
    private String ref = "";

    @Option(names = "--owner", paramLabel = "REF", description = "The group or user that owns it.")
    private @Nullable String owner;

    @Option(names = "--lifecycle", description = "Its lifecycle.")
    private @Nullable String lifecycle;

    @Option(names = "--tier", description = "Its tier.")
    private @Nullable String tier;

    @Option(names = "--contact", description = "How the owner is reached.")
    private @Nullable String contact;

    @Option(names = "--link", paramLabel = "URL", description = "A link; may be repeated.")
    private List<String> links = new ArrayList<>();

    @Option(
            names = "--withdraw",
            paramLabel = "FIELD",
            description = "A field whose claim is taken back; may be repeated.")
    private List<String> withdrawn = new ArrayList<>();

    @Option(names = "--evidence", description = "Where it can be seen.")
    private @Nullable String evidence;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            description = "When it ends, as 2026-12-31T00:00:00Z.")
    private @Nullable String expires;

    @Option(names = "--dry-run", description = "Only say what would be.")
    private boolean dryRun;

    @Option(names = "--must-count", description = "End with 1 also when something else counts.")
    private boolean mustCount;

    @Override
    public Integer call() {
        Console console = new Console(spec);
        JsonObject answer =
                server.server().put("/api/catalog/claims" + (dryRun ? "?dryRun=true" : ""), body());
        boolean refused = false;
        boolean counts = true;
        for (JsonObject claim : answer.objects("claims")) {
            String result = claim.text("result").orElse("");
            refused |= result.equals("refused");
            counts &= !List.of("refused", "overruled", "waiting").contains(result);
            console.say(
                    "%s %s %s: %s%s"
                            .formatted(
                                    claim.text("entity").orElse(ref),
                                    claim.text("field").orElse(""),
                                    String.join(", ", claim.texts("value")),
                                    result,
                                    claim.text("because").map(why -> ". " + why).orElse("")));
        }
        return refused || mustCount && !counts ? 1 : 0;
    }

    private JsonObject body() {
        JsonObject body = JsonObject.EMPTY.with("entity", ref);
        for (String field : withdrawn) {
            body = body.with(field, null);
        }
        body = with(body, "owner", owner);
        body = with(body, "lifecycle", lifecycle);
        body = with(body, "tier", tier);
        body = with(body, "contact", contact);
        body = with(body, "evidence", evidence);
        body = with(body, "expires", expires);
        if (!links.isEmpty()) {
            body = body.with("links", links);
        }
        if (body.fields().size() == 1) {
            throw PorticoException.invalid(
                    "Say what is claimed, as in ./portico claim "
                            + ref
                            + " --owner group:default/payments.");
        }
        return body;
    }

    private static JsonObject with(JsonObject body, String name, @Nullable String value) {
        return value == null ? body : body.with(name, value);
    }
}
