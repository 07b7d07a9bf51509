package dev.portico.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.test.StandIn;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ClaimCommandTest {
    private static final String REF = "component:default/orders";

    private final StandIn portico = new StandIn();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void stop() throws Exception {
        portico.close();
    }

    @Test
    void whatIsNamedIsClaimedAndWhatBecameOfItIsSaid() {
        portico.on("PUT /api/catalog/claims", 200, answer("applied", "null"));

        int exit =
                run(
                        REF,
                        "--owner",
                        "group:default/pay",
                        "--link",
                        "https://a.example.com",
                        "--withdraw",
                        "tier");

        assertThat(exit).isZero();
        assertThat(portico.body("PUT /api/catalog/claims"))
                .isEqualTo(
                        JsonObject.parse(
                                """
                                {"entity": "component:default/orders", "tier": null,
                                 "owner": "group:default/pay", "links": ["https://a.example.com"]}
                                """));
        assertThat(out.toString().strip())
                .isEqualTo("component:default/orders owner group:default/pay: applied");
    }

    @Test
    void aRefusedClaimEndsWithOneAndAnOverruledOneOnlyWhenItMustCount() {
        portico.on(
                "PUT /api/catalog/claims?dryRun=true", 200, answer("overruled", "\"The portal.\""));
        portico.on("PUT /api/catalog/claims", 422, answer("refused", "\"Not yours.\""));

        assertThat(run(REF, "--owner", "pay", "--dry-run")).isZero();
        assertThat(run(REF, "--owner", "pay", "--dry-run", "--must-count")).isEqualTo(1);
        assertThat(run(REF, "--owner", "pay")).isEqualTo(1);
        assertThat(out.toString()).contains("refused. Not yours.");
        assertThat(run(REF)).isEqualTo(1);
        assertThat(err.toString()).contains("Say what is claimed");
    }

    @Test
    void aTokenIsNotSentForEveryoneToRead() {
        URI far = URI.create("http://portico.example.com");

        assertThatThrownBy(() -> RunningServer.at(far, "secret"))
                .isInstanceOf(PorticoException.class)
                .hasMessageContaining("not https")
                .hasMessageNotContaining("secret");
        portico.on("GET /x", 200, "{}");
        RunningServer.at(URI.create(portico.url()), "secret").get("/x");
        assertThat(portico.asked().getFirst().headers()).containsValue("Bearer secret");
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("claim"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--server", portico.url()));
        CommandLine command =
                Main.commandLine()
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true));
        return command.execute(all.toArray(String[]::new));
    }

    private static String answer(String result, String because) {
        return """
        {"claims": [{"index": 0, "entity": "component:default/orders", "field": "owner",
          "value": ["group:default/pay"], "result": "%s", "because": %s}]}
        """
                .formatted(result, because);
    }
}
