package dev.portico.template.engine;

import static dev.portico.template.engine.FakeActions.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.sql.DatabaseOrigin;
import dev.portico.template.Made;
import dev.portico.template.Task;
import dev.portico.template.TaskState;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Secrets are encrypted while they are needed, then gone, and shown nowhere.
class TaskSecretsTest {
    private static final String TOKEN = "t0k3n-of-ann";
    private static final String MINTED = "minted-by-the-step";
    private static final String OPERATOR = "of-the-operator";

    @TempDir private Path folder;
    private EngineFixture fixture;
    private volatile boolean fails;

    @BeforeEach
    void open() {
        fixture = new EngineFixture(folder);
        fixture.settings.environmentSecrets = Map.of("key", OPERATOR);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private FakeActions actions() {
        return new FakeActions()
                .with(
                        "leak",
                        Repeat.IDEMPOTENT,
                        (input, context) -> {
                            String given = input.text("name").orElse("");
                            String encoded =
                                    Base64.getEncoder()
                                            .encodeToString(given.getBytes(StandardCharsets.UTF_8));
                            context.log("given " + given + " or " + encoded);
                            context.conceal(MINTED);
                            context.once("k", () -> JsonObject.EMPTY.with("v", given + MINTED));
                            context.made(
                                    new Made(
                                            Made.Type.REPOSITORY,
                                            "host/" + given,
                                            "https://x:" + MINTED + "@host/"));
                            if (context.waited().isEmpty()) {
                                return new Outcome.Waiting(
                                        JsonObject.EMPTY.with("s", given),
                                        Set.of("thing"),
                                        null,
                                        null,
                                        "It waits with " + given + ".");
                            }
                            String back =
                                    context.waited().orElseThrow().text("s").orElse("")
                                            + context.once("k", () -> JsonObject.EMPTY)
                                                    .text("v")
                                                    .orElse("");
                            return done(
                                    JsonObject.EMPTY
                                            .with("url", MINTED)
                                            .with("seen", back.equals(given + given + MINTED))
                                            .toJson());
                        })
                .with(
                        "use",
                        Repeat.IDEMPOTENT,
                        (input, context) -> {
                            if (fails) {
                                throw new IOException("refused " + input.text("name").orElse(""));
                            }
                            return done(
                                    "{\"ok\": "
                                            + input.text("name").orElse("").equals(MINTED)
                                            + ", \"url\": \"https://"
                                            + input.text("name").orElse("")
                                            + "/\"}");
                        });
    }

    private static final String TEMPLATE =
            """
            {"steps": [
               {"id": "a", "action": "leak", "input": {"name": "${{ secrets.token }}"}},
               {"id": "b", "action": "use", "input": {"name": "${{ steps.a.output.url }}"}},
               {"id": "c", "action": "leak", "if": false,
                "input": {"name": "${{ environment.secrets.key }}"}}],
             "output": {"ok": "${{ steps.b.output.ok }}", "seen": "${{ steps.a.output.seen }}",
                        "url": "${{ steps.b.output.url }}", "none": "${{ secrets.token }}"}}
            """;

    private Task run(EngineFixture.Node first) {
        UUID id = first.run("{}", "{\"token\": \"" + TOKEN + "\"}");
        first.awaitState(id, TaskState.WAITING);
        assertThat(fixture.rows("select count(*) from task_secret")).containsExactly("1");
        assertHidden(fixture.dump());
        // another node has what was hidden, too
        first.close();
        EngineFixture.Node second = fixture.node("b", actions());
        second.tasks.wake(Set.of("thing"));
        return second.awaitEnd(id);
    }

    private static void assertHidden(String text) {
        for (String secret : new String[] {TOKEN, MINTED, OPERATOR}) {
            assertThat(text)
                    .doesNotContain(secret)
                    .doesNotContain(
                            Base64.getEncoder()
                                    .encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void nothingStoredOrShownHasASecret() {
        fixture.template(TEMPLATE);
        EngineFixture.Node node = fixture.node("a", actions());
        Task task = run(node);

        assertThat(task.state()).as(task.error()).isEqualTo(TaskState.COMPLETED);
        assertThat(task.output().toJson())
                .isEqualTo("{\"ok\":true,\"seen\":true,\"url\":\"https://***/\"}");
        assertThat(EngineFixture.step(task, "a").output().toJson())
                .isEqualTo("{\"url\":\"***\",\"seen\":true}");
        assertThat(task.made())
                .containsExactly(new Made(Made.Type.REPOSITORY, "host/***", "https://x:***@host/"));
        assertHidden(fixture.dump());
        assertThat(fixture.rows("select count(*) from task_secret")).containsExactly("0");
        assertThat(fixture.dump()).contains("given *** or ***").contains("It waits with ***.");
    }

    @Test
    void anErrorHasNoSecret() {
        fails = true;
        fixture.template(TEMPLATE);
        Task task = run(fixture.node("a", actions()));
        assertThat(task.state()).isEqualTo(TaskState.FAILED);
        assertThat(task.error()).isEqualTo("refused ***");
        assertThat(EngineFixture.step(task, "b").reason()).isEqualTo("refused ***");
        assertHidden(fixture.dump());
        assertThat(fixture.rows("select count(*) from task_secret")).containsExactly("0");
    }

    @Test
    void withoutAKeySecretsAreRefused() {
        fixture.settings.key = Optional.empty();
        fixture.template("{\"steps\": []}");
        EngineFixture.Node node = fixture.node("a", actions());
        assertThatThrownBy(() -> node.run("{}", "{\"token\": \"x\"}"))
                .isInstanceOf(PorticoException.class)
                .hasMessageStartingWith(
                        "Tasks can't have secrets because there is no key to encrypt them with; set portico.template.secrets-key to ");
        assertThat(node.awaitEnd(node.run("{}")).state()).isEqualTo(TaskState.COMPLETED);
        assertThat(
                        new SecretKeys(fixture.settings, folder, DatabaseOrigin.EXTERNAL)
                                .text()
                                .orElse(""))
                .startsWith("Tasks with secrets are refused");
    }

    @Test
    void theOwnDatabaseHasAKeyOfItsOwn() throws Exception {
        fixture.settings.key = Optional.empty();
        SecretKeys keys = new SecretKeys(fixture.settings, folder, DatabaseOrigin.EMBEDDED);
        Path file = folder.resolve("secrets.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(keys.text()).isEmpty();
        UUID task = UUID.randomUUID();
        byte[] sealed = keys.require().seal(task, new byte[] {1, 2, 3});
        SecretKeys later = new SecretKeys(fixture.settings, folder, DatabaseOrigin.EMBEDDED);
        assertThat(later.require().open(task, sealed)).containsExactly(1, 2, 3);
        assertThatThrownBy(() -> later.require().open(UUID.randomUUID(), sealed))
                .hasMessageStartingWith("The secrets of the task can't be read");
    }

    @Test
    void aKeyThatIsNoneIsSaidAtTheStart() {
        fixture.settings.key = Optional.of("c2hvcnQ=");
        assertThatThrownBy(() -> new SecretKeys(fixture.settings, folder, DatabaseOrigin.EMBEDDED))
                .hasMessageStartingWith(
                        "portico.template.secrets-key must be the base64 of 32 random bytes");
    }
}
