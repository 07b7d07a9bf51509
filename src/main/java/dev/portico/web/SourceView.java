package dev.portico.web;

import dev.portico.model.Problem;
import dev.portico.model.Severity;
import dev.portico.source.SourceReport;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the page of one source shows.
///
/// @param title a short name for people
/// @param summary how many entities it has, and conflicts when there are any
/// @param omitted problems that are not listed because there are too many
/// @param heldRefs entities whose removal waits for an answer, the first hundred
record SourceView(
        String name,
        String title,
        String colour,
        String state,
        String summary,
        String url,
        String configured,
        String trust,
        String lastRun,
        String revision,
        @Nullable String error,
        List<ProblemLine> problems,
        long omitted,
        long heldTotal,
        List<String> heldRefs) {
    private static final int SHOWN_REFS = 100;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    static SourceView of(SourceReport report) {
        List<Problem> problems = new ArrayList<>(report.problems());
        report.rejections().forEach(rejection -> problems.addAll(rejection.problems()));
        SourceReport.Held held = report.held();
        return new SourceView(
                report.info().name(),
                title(report),
                colour(report),
                state(report),
                summary(report),
                report.info().url(),
                report.info().configured(),
                report.info().trust().name().toLowerCase(Locale.ROOT),
                lastRun(report),
                report.revision() == null ? "none" : report.revision(),
                report.error(),
                problems.stream().map(ProblemLine::of).sorted(ProblemLine.ORDER).toList(),
                report.rejectionCount() - report.rejections().size(),
                held == null ? 0 : held.total(),
                held == null ? List.of() : held.refs().stream().limit(SHOWN_REFS).toList());
    }

    /// The end of a repository's address; anything else by its whole name.
    static String title(SourceReport report) {
        String url = report.info().url().replaceFirst("/+$", "").replaceFirst("\\.git$", "");
        return switch (report.info().kind()) {
            case "git", "demo" -> url.substring(url.lastIndexOf('/') + 1);
            case "self" -> "Portico itself";
            default -> report.info().url();
        };
    }

    static String state(SourceReport report) {
        return report.state().name().toLowerCase(Locale.ROOT);
    }

    static String colour(SourceReport report) {
        return switch (report.state()) {
            case WAITING, READING -> "soft";
            case READY -> "good";
            case HELD -> "warn";
            case UNREACHABLE, GONE -> "bad";
        };
    }

    static String lastRun(SourceReport report) {
        return report.lastRun() == null ? "never" : TIME.format(report.lastRun());
    }

    private static String summary(SourceReport report) {
        String entities = report.entities() == 1 ? "1 entity" : report.entities() + " entities";
        return report.conflicts() == 0
                ? entities
                : entities + ", " + report.conflicts() + " declared elsewhere already";
    }

    /// One problem, where it is and what is wrong.
    record ProblemLine(
            String where,
            String colour,
            String severity,
            String message,
            @Nullable String hint,
            int line) {
        static final Comparator<ProblemLine> ORDER =
                Comparator.comparing(ProblemLine::file).thenComparingInt(ProblemLine::line);

        static ProblemLine of(Problem problem) {
            String file = problem.position().file();
            int line = problem.position().line();
            return new ProblemLine(
                    line > 0 ? file + ":" + line : file,
                    problem.severity() == Severity.ERROR ? "bad" : "warn",
                    problem.severity().name().toLowerCase(Locale.ROOT),
                    problem.message(),
                    hint(problem),
                    line);
        }

        private String file() {
            return line > 0 ? where.substring(0, where.lastIndexOf(':')) : where;
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
