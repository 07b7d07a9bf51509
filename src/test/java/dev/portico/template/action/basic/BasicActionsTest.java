package dev.portico.template.action.basic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.platform.json.JsonObject;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.TestContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BasicActionsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir Path folder;

    private TestContext context;

    @BeforeEach
    void aWorkspace() {
        context = new TestContext(folder);
        context.clock = Clock.fixed(NOW, ZoneOffset.UTC);
    }

    @Test
    void logsItsInputAndTheMessage() throws Exception {
        assertThat(context.run(new DebugLog(), "{\"message\":\"hello\"}"))
                .isEqualTo(JsonObject.EMPTY);
        assertThat(context.logs).containsExactly("{\n  \"message\": \"hello\"\n}", "hello");
    }

    @Test
    void listsTheWorkspace() throws Exception {
        context.file("b/c.txt", "text").file("a", "x");
        Files.write(folder.resolve("bin"), new byte[] {(byte) 0xff});
        context.run(new DebugLog(), "{\"listWorkspace\":true}");
        assertThat(context.logs.getLast()).isEqualTo("Workspace:\n  - a\n  - b/c.txt\n  - bin");
        context.run(new DebugLog(), "{\"listWorkspace\":\"with-contents\"}");
        assertThat(context.logs.getLast())
                .isEqualTo(
                        "Workspace:\n  - a:\n\n  x\n  - b/c.txt:\n\n  text\n  - bin:\n\n"
                                + "  ('bin' is no text in UTF-8.)");
        context.run(new DebugLog(), "{\"listWorkspace\":false}");
        assertThat(context.logs).hasSize(5);
        assertThatThrownBy(() -> context.run(new DebugLog(), "{\"listWorkspace\":\"x\"}"))
                .hasMessageStartingWith("listWorkspace is 'x'; it may be");
    }

    @Test
    void aShortWaitIsWaitedForAtOnce() throws Exception {
        long start = System.nanoTime();
        context.run(new DebugWait(), "{\"milliseconds\":30,\"seconds\":0.02}");
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThanOrEqualTo(Duration.ofMillis(50));
        assertThat(context.logs).containsExactly("Waiting for 0.05 seconds");
        context.run(new DebugWait(), "{}");
    }

    @Test
    void aLongWaitHoldsNoThread() throws Exception {
        JsonObject input = JsonObject.parse("{\"minutes\":1,\"seconds\":30}");
        Outcome first = new DebugWait().run(input, context);
        Instant end = NOW.plusSeconds(90);
        assertThat(first)
                .isEqualTo(
                        new Outcome.Waiting(
                                JsonObject.of(Map.of("until", end.toString())),
                                Set.of(),
                                end,
                                null,
                                "Waits until 2026-03-01T10:01:30Z."));
        assertThat(context.logs).containsExactly("Waiting for 90 seconds");

        context.waited = ((Outcome.Waiting) first).state();
        context.clock = Clock.fixed(end.minusMillis(1), ZoneOffset.UTC);
        assertThat(new DebugWait().run(input, context)).isEqualTo(first);
        context.clock = Clock.fixed(end, ZoneOffset.UTC);
        assertThat(new DebugWait().run(input, context)).isEqualTo(Outcome.Done.NOTHING);
        assertThat(context.logs).hasSize(1);
    }

    @Test
    void sleeps() throws Exception {
        Outcome waits = new Sleep().run(JsonObject.parse("{\"amount\":3600}"), context);
        assertThat(((Outcome.Waiting) waits).checkAt()).isEqualTo(NOW.plusSeconds(3600));
        context.run(new Sleep(), "{\"amount\":0.01}");
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThatThrownBy(() -> context.run(new DebugWait(), "{\"minutes\":10,\"seconds\":1}"))
                .hasMessageContaining("longer than the maximum threshold of 10 minutes");
        assertThatThrownBy(() -> context.run(new DebugWait(), "{\"minutes\":-1}"))
                .hasMessageContaining("or negative");
        assertThatThrownBy(() -> context.run(new Sleep(), "{\"amount\":86401}"))
                .hasMessage(
                        "The amount of seconds to wait must be between 0 and 86400, not 86401.0.");
    }
}
