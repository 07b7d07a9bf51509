package dev.portico.web;

import dev.portico.model.Problem;
import dev.portico.source.SourceReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the page of one source shows.
///
/// @param omitted problems that are not listed because there are too many
/// @param heldRefs entities whose removal waits for an answer
record SourceView(
        String name,
        String kind,
        String url,
        String configured,
        String state,
        long entities,
        String lastRun,
        String revision,
        @Nullable String error,
        List<ProblemLine> problems,
        long omitted,
        List<String> heldRefs) {
    static SourceView of(SourceReport report) {
        List<Problem> problems = new ArrayList<>(report.problems());
        report.rejections().forEach(rejection -> problems.addAll(rejection.problems()));
        SourceReport.Held held = report.held();
        return new SourceView(
                report.info().name(),
                report.info().kind(),
                report.info().url(),
                report.info().configured(),
                report.state().name().toLowerCase(Locale.ROOT),
                report.entities(),
                report.lastRun() == null ? "never" : report.lastRun().toString(),
                report.revision() == null ? "none" : report.revision(),
                report.error(),
                problems.stream().map(ProblemLine::of).sorted(ProblemLine.ORDER).toList(),
                report.rejectionCount() - report.rejections().size(),
                held == null ? List.of() : held.refs());
    }

    /// One problem, where it is and what is wrong.
    record ProblemLine(
            String file, int line, String severity, String message, @Nullable String hint) {
        static final Comparator<ProblemLine> ORDER =
                Comparator.comparing(ProblemLine::file).thenComparingInt(ProblemLine::line);

        static ProblemLine of(Problem problem) {
            return new ProblemLine(
                    problem.position().file(),
                    problem.position().line(),
                    problem.severity().name().toLowerCase(Locale.ROOT),
                    problem.message(),
                    hint(problem));
        }

        private static @Nullable String hint(Problem problem) {
            String found = problem.found() == null ? "" : "found: " + problem.found();
            String allowed = problem.allowed() == null ? "" : "allowed: " + problem.allowed();
            String between = found.isEmpty() || allowed.isEmpty() ? "" : "; ";
            String hint = found + between + allowed;
            return hint.isEmpty() ? null : hint;
        }
    }
}
