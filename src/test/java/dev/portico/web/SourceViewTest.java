package dev.portico.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.catalog.Provenance;
import dev.portico.catalog.Rejection;
import dev.portico.model.Problem;
import dev.portico.model.SourceClass;
import dev.portico.model.SourcePosition;
import dev.portico.model.TrustLevel;
import dev.portico.source.SourceInfo;
import dev.portico.source.SourceReport;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceViewTest {
    private static final SourceInfo INFO =
            new SourceInfo(
                    "git:https://git.example.com/acme/orders",
                    "git",
                    SourceClass.GIT,
                    TrustLevel.CATALOG,
                    "https://git.example.com/acme/orders",
                    "portico.source.git.repositories[0]",
                    null);

    @Test
    void listsProblemsByFileAndLineWithWhatIsAllowed() {
        Problem late = problem("b.yaml", 9).because("x", "y");
        Problem early = problem("b.yaml", 2).because(null, "y");
        Problem own = problem("a.yaml", 5);

        SourceView view = SourceView.of(report(List.of(own), List.of(rejection(late, early)), 3));

        assertThat(view.problems())
                .containsExactly(
                        line("a.yaml:5", null, 5),
                        line("b.yaml:2", "allowed: y", 2),
                        line("b.yaml:9", "found: x; allowed: y", 9));
        assertThat(view.omitted()).isEqualTo(2);
        assertThat(view.lastRun()).isEqualTo("never");
        assertThat(view.title()).isEqualTo("orders");
        assertThat(view.summary()).isEqualTo("5 entities, 1 declared elsewhere already");
        assertThat(view.heldRefs()).containsExactly("api:default/a");
    }

    @Test
    void lineOfTheStartPageCountsAndLinks() {
        StartView.SourceLine line =
                StartView.SourceLine.of(report(List.of(problem("a.yaml", 1)), List.of(), 3));

        assertThat(line.problems()).isEqualTo(4);
        assertThat(line.link())
                .isEqualTo("/sources/git%3Ahttps%3A%2F%2Fgit.example.com%2Facme%2Forders");
        assertThat(line.colour()).isEqualTo("warn");
        assertThat(line.remark()).isEqualTo("2 removals wait for an answer");
    }

    @Test
    void startPageSumsUpAndNamesTheSourceThatNeedsAnAnswer() {
        StartView view =
                StartView.of(
                        List.of(report(List.of(), List.of(), 1)),
                        5,
                        List.of(new StartView.KindCount("Component", 5)));

        assertThat(view.summary())
                .isEqualTo(
                        "5 entities from 1 source; 1 document kept out because of mistakes, 1"
                                + " conflict.");
        assertThat(view.advice())
                .contains(
                        new StartView.Step(
                                "Answer the removals that are held.",
                                "./portico sources confirm"
                                        + " 'git:https://git.example.com/acme/orders'"))
                .noneMatch(step -> step.text().contains("first repository"));
    }

    private static SourceView.ProblemLine line(String where, String hint, int line) {
        return new SourceView.ProblemLine(where, "bad", "error", "Wrong.", hint, line);
    }

    private static SourceReport report(
            List<Problem> problems, List<Rejection> rejections, long rejectionCount) {
        return new SourceReport(
                INFO,
                SourceReport.State.HELD,
                5,
                1,
                null,
                null,
                null,
                null,
                new SourceReport.Held(Instant.EPOCH, List.of("api:default/a"), 2),
                problems,
                rejections,
                rejectionCount);
    }

    private static Rejection rejection(Problem... problems) {
        return new Rejection(
                "b.yaml", 1, null, List.of(problems), new Provenance("b.yaml", null, 1, 1, null));
    }

    private static Problem problem(String file, int line) {
        return Problem.error(
                "schema", "Wrong.", "", new SourcePosition("s", file, null, 1, line, 1));
    }
}
