package dev.portico.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.platform.json.JsonObject;
import dev.portico.test.StandIn;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PrivacyCommandTest {
    private static final String GRAPHQL = "POST /graphql";

    private final StandIn portico = new StandIn();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void stop() throws Exception {
        portico.close();
    }

    private void answers(String remaining) {
        portico.on(
                GRAPHQL,
                200,
                """
                {"data": {"erasePerson": {"pseudonym": "user:erased/7f3c2a91d04be655",
                  "erased": [{"table": "task", "rows": 2}], "remaining": [%s]}}}
                """
                        .formatted(remaining));
    }

    @Test
    void tellsWhatWentAndWhatStandsInItsPlace() {
        answers("");

        int exit = run("--yes", "--also", "j.doe@acme.example");

        assertThat(exit).isZero();
        assertThat(out.toString())
                .isEqualTo(
                        """
                        Of user:default/jane was removed:
                          task                   2 rows
                        The audit says user:erased/7f3c2a91d04be655 instead; who that was is written down nowhere.
                        """);
        JsonObject asked = portico.body(GRAPHQL).object("variables");
        assertThat(asked.value("dryRun")).isEqualTo(false);
        assertThat(asked.texts("also")).isEqualTo(List.of("j.doe@acme.example"));
    }

    @Test
    void whatASourceStillSaysIsToldAndEndsWithOne() {
        answers("\"people.yaml declares them.\"");

        int exit = run("--dry-run");

        assertThat(exit).isEqualTo(1);
        assertThat(out.toString())
                .isEqualTo(
                        """
                        Of user:default/jane would be removed:
                          task                   2 rows
                        What still names them:
                          people.yaml declares them.
                        """);
        assertThat(portico.body(GRAPHQL).object("variables").value("dryRun")).isEqualTo(true);
    }

    @Test
    void withoutATerminalNothingIsErasedUnlessYesIsSaid() {
        answers("");

        int exit = run();

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).contains("add --yes");
        assertThat(portico.body(GRAPHQL).object("variables").value("dryRun")).isEqualTo(true);
    }

    private int run(String... options) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        List<String> arguments = new ArrayList<>(List.of("privacy", "erase"));
        arguments.add("user:default/jane");
        arguments.addAll(List.of("--server", portico.url()));
        arguments.addAll(List.of(options));
        return commandLine.execute(arguments.toArray(String[]::new));
    }
}
