package dev.portico.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.model.SourceClass;
import dev.portico.model.TrustLevel;
import dev.portico.source.SourceInfo;
import dev.portico.source.SourceReport;
import dev.portico.source.SourceReport.State;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartupSummaryTest {
    @Test
    void saysWhereEverythingIs() {
        assertThat(summary().addresses())
                .contains(
                        "Portico serves on http://127.0.0.1:7007",
                        "  GraphQL          http://127.0.0.1:7007/graphql   (console: http://127.0.0.1:7007/q/graphql-ui)",
                        "  data             /srv/data");
    }

    @Test
    void countsEntitiesBySourceLargestFirst() {
        assertThat(
                        summary(
                                        source("git:small", "git", State.READY, 1, 0),
                                        source("git:large", "git", State.UNREACHABLE, 40, 0))
                                .contents())
                .containsExactly(
                        "41 entities from 2 sources",
                        "      40  git:large  (unreachable)",
                        "       1  git:small",
                        "No problems");
    }

    @Test
    void countsProblemsAndSaysWhereTheyAreListed() {
        assertThat(summary(source("git:a", "git", State.READY, 1, 3)).contents())
                .contains(
                        "3 problems: 3 documents kept out, 0 conflicts, 0 troubles with sources;"
                                + " ./portico sources lists them");
    }

    @Test
    void tellsHowToAddAFirstRepositoryOnlyWhileThereIsNone() {
        assertThat(summary(source("self", "self", State.READY, 9, 0)).contents())
                .anyMatch(line -> line.startsWith("Next: name your first repository"));
        assertThat(summary(source("git:a", "git", State.READY, 9, 0)).contents())
                .noneMatch(line -> line.startsWith("Next:"));
    }

    @Test
    void saysThatItIsStillReading() {
        List<SourceReport> sources = List.of(source("git:a", "git", State.READING, 0, 0));

        assertThat(StartupSummary.settled(sources)).isFalse();
        assertThat(summary(sources.getFirst()).contents().getFirst())
                .isEqualTo("0 entities from 1 source, still reading");
    }

    @Test
    void repeatsNotices() {
        assertThat(
                        new StartupSummary(
                                        URI.create("http://127.0.0.1:7007"),
                                        Path.of("/srv/data"),
                                        List.of(),
                                        List.of("writing is closed."))
                                .contents())
                .contains("Note: writing is closed.");
    }

    private static StartupSummary summary(SourceReport... sources) {
        return new StartupSummary(
                URI.create("http://127.0.0.1:7007"),
                Path.of("/srv/data"),
                List.of(sources),
                List.of());
    }

    private static SourceReport source(
            String name, String kind, State state, long entities, long rejected) {
        SourceInfo info =
                new SourceInfo(
                        name, kind, SourceClass.GIT, TrustLevel.CATALOG, "/repo", "test", null);
        return new SourceReport(
                info, state, entities, 0, null, null, null, null, null, List.of(), List.of(),
                rejected);
    }
}
