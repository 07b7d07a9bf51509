package dev.portico.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.platform.json.JsonObject;
import dev.portico.test.StandIn;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RenameCommandTest {
    private static final String GRAPHQL = "POST /graphql";

    private final StandIn portico = new StandIn();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void stop() throws Exception {
        portico.close();
    }

    /// @param answering ref of the entity that answers for the old one
    private void renames(String answering) {
        portico.on(
                GRAPHQL,
                200,
                """
                {"data": {"renameEntity": {"from": "group:default/red", "to": "group:default/blue",
                  "expiresAt": "2027-05-26T10:00:00Z"}, "entity": {"ref": "%s"}}}
                """
                        .formatted(answering));
    }

    private JsonObject asked() {
        return portico.asked().getFirst().body().object("variables");
    }

    @Test
    void tellsUntilWhenTheOldRefAnswers() {
        renames("group:default/blue");

        assertThat(run("group:red", "group:blue")).isZero();

        assertThat(out.toString())
                .isEqualTo(
                        "group:default/red answers with group:default/blue until"
                                + " 2027-05-26T10:00:00Z.\n");
        assertThat(asked())
                .isEqualTo(
                        JsonObject.of(
                                Map.of("from", "group:red", "to", "group:blue", "dryRun", false)));
    }

    @Test
    void aDryRunSaysWhatWouldBeAndThatTheOldOneIsStillThere() {
        renames("group:default/red");

        assertThat(run("group:default/red", "group:default/blue", "--dry-run")).isZero();

        assertThat(out.toString())
                .isEqualTo(
                        """
                        group:default/red would answer with group:default/blue until 2027-05-26T10:00:00Z.
                        The catalog still has group:default/red, which answers for itself until it is declared no more.
                        """);
        assertThat(asked().value("dryRun")).isEqualTo(true);
    }

    @Test
    void whatTheServerSaysAgainstItIsTold() {
        portico.on(
                GRAPHQL,
                200,
                """
                {"errors": [{"message": "The catalog has no group:default/blue; rename it first."}]}
                """);

        assertThat(run("group:default/red", "group:default/blue")).isEqualTo(1);

        assertThat(err.toString())
                .isEqualTo("portico: The catalog has no group:default/blue; rename it first.\n");
        assertThat(out.toString()).isEmpty();
        assertThat(run("group:default/red")).isEqualTo(2);
        assertThat(err.toString()).contains("NEW_REF");
    }

    private int run(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        List<String> all = new ArrayList<>(List.of("rename"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--server", portico.url()));
        return commandLine.execute(all.toArray(String[]::new));
    }
}
