package dev.portico.template.action.git;

import static dev.portico.template.action.git.HostFixture.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.json.JsonObject;
import dev.portico.scm.GitHostKind;
import dev.portico.template.action.Outcome.Waiting;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitPullRequestTest {
    private static final Instant NOW = Instant.parse("2026-02-03T10:00:00Z");
    private static final String GET = "GET /api/v1/repos/acme/orders/pulls/7";

    @TempDir private Path folder;
    private HostFixture at;
    private WaitPullRequest action;

    @BeforeEach
    void start() {
        at = new HostFixture(folder, GitHostKind.GITEA);
        at.context.clock = Clock.fixed(NOW, ZoneOffset.UTC);
        action = new WaitPullRequest(at.publishing);
    }

    @AfterEach
    void stop() {
        at.close();
    }

    private static String state(String state, boolean merged) {
        return """
        {"number": 7, "html_url": "https://h/acme/orders/pulls/7", "state": "%s", "merged": %s,
         "merge_commit_sha": "abc", "merged_by": {"login": "ann"}, "base": {"ref": "main"}}"""
                .formatted(state, merged);
    }

    private JsonObject input(String more) {
        return JsonObject.parse(
                "{\"pullRequestUrl\": \"" + at.host.url() + "/acme/orders/pulls/7\"" + more + "}");
    }

    private Waiting waiting(JsonObject input) throws Exception {
        Waiting waiting = (Waiting) action.run(input, at.context);
        at.context.waited = waiting.state();
        return waiting;
    }

    @Test
    void waitsForTheMergeAndIsWokenByTheHost() throws Exception {
        at.host
                .on(GET, 200, state("open", false))
                .on(GET, 200, state("open", false))
                .on(GET, 200, state("closed", true));

        Waiting first = waiting(input(", \"timeout\": \"7d\""));
        assertThat(first.wakeOn())
                .containsExactly("pull-request:" + at.host.url() + "/acme/orders#7");
        assertThat(first.checkAt()).isEqualTo(NOW.plusSeconds(30));
        assertThat(first.expires()).isEqualTo(NOW.plus(Duration.ofDays(7)));
        assertThat(first.reason())
                .isEqualTo("Waiting until https://h/acme/orders/pulls/7 is merged.");

        at.context.clock = Clock.fixed(NOW.plusSeconds(100), ZoneOffset.UTC);
        Waiting second = waiting(input(", \"timeout\": \"7d\""));
        assertThat(second.checkAt()).isEqualTo(NOW.plusSeconds(160));
        assertThat(second.expires()).isEqualTo(first.expires());

        assertThat(at.context.run(action, input(", \"timeout\": \"7d\"")).toJson())
                .isEqualTo(
                        "{\"commit\":\"abc\",\"targetBranchName\":\"main\",\"mergedBy\":\"ann\"}");
    }

    @Test
    void looksLessAndLessOften() throws Exception {
        at.host.on(GET, 200, state("open", false));
        List<Long> pauses = new ArrayList<>();

        for (int look = 0; look < 8; look++) {
            Waiting waiting = waiting(input(""));
            pauses.add(Duration.between(NOW, waiting.checkAt()).toSeconds());
            assertThat(waiting.expires()).isNull();
        }

        assertThat(pauses).containsExactly(30L, 60L, 120L, 240L, 480L, 960L, 960L, 960L);
    }

    @Test
    void failsWhenItIsClosed() {
        at.host.on(GET, 200, state("closed", false));

        assertThat(failure(() -> action.run(input(""), at.context)))
                .hasMessageContaining("was closed without being merged");
    }

    @Test
    void goesOnWaitingWhileTheHostIsInTrouble() throws Exception {
        at.host
                .on(GET, 500, "")
                .on(GET, 200, state("open", false))
                .on(GET, 429, "", Map.of("Retry-After", "300"))
                .on(GET, 401, "");

        assertThat(failure(() -> action.run(input(""), at.context)).code())
                .isEqualTo(ErrorCode.UPSTREAM_FAILED);
        waiting(input(""));
        Waiting limited = waiting(input(""));
        assertThat(limited.reason()).startsWith("Can't look now: ");
        assertThat(limited.checkAt()).isEqualTo(NOW.plusSeconds(300));
        assertThat(limited.wakeOn()).hasSize(1);
        assertThat(failure(() -> action.run(input(""), at.context)).code())
                .isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void takesRepositoryAndNumber() throws Exception {
        at.host.on(GET, 200, state("closed", true));

        assertThat(
                        at.context
                                .run(
                                        action,
                                        JsonObject.EMPTY
                                                .with("repoUrl", at.repoUrl())
                                                .with("pullRequestNumber", 7))
                                .text("commit"))
                .hasValue("abc");
    }

    @Test
    void triesItWithoutAsking() throws Exception {
        at.context.dryRun = true;

        assertThat(
                        at.context
                                .run(
                                        action,
                                        "{\"pullRequestUrl\": \"https://github.com/a/b/pull/43\"}")
                                .text("commit"))
                .hasValue("0".repeat(40));
        assertThat(at.host.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"pullRequestUrl\": \"https://h/acme/orders\"}",
                "{\"repoUrl\": \"h?owner=a&repo=b\"}",
                "{\"pullRequestNumber\": 7}"
            })
    void refusesWhatNamesNoRequest(String input) {
        assertThat(failure(() -> at.context.run(action, input)).code())
                .isEqualTo(ErrorCode.INVALID_INPUT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://dev.azure.com/a/b/_git/c/pullrequest/7",
                "https://gitlab.com/a/b/c/-/merge_requests/7",
                "https://gitlab.com/a/b/-/merge_requests/7/diffs?x=1#note"
            })
    void readsTheAddressesOfAllHosts(String url) {
        assertThat(
                        failure(
                                () ->
                                        at.context.run(
                                                action,
                                                JsonObject.EMPTY.with("pullRequestUrl", url))))
                .hasMessageContaining("is not configured");
    }
}
