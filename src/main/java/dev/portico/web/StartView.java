package dev.portico.web;

import dev.portico.source.SourceReport;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the start page shows.
///
/// @param building true while the index can't answer yet
/// @param summary how much there is, in a sentence
/// @param kinds how many entities there are of each kind
/// @param question a GraphQL query to begin with
/// @param advice what to do next
record StartView(
        boolean building,
        String summary,
        List<KindCount> kinds,
        List<SourceLine> sources,
        String question,
        List<Step> advice) {
    private static final String QUESTION =
            """
            {
              entities(first: 5, filter: {kinds: ["component"]}) {
                totalCount
                nodes { ref title owner { ref } }
              }
            }""";

    record KindCount(String kind, long count) {}

    /// Something to do, with the command that does it.
    record Step(String text, @Nullable String command) {}

    static StartView of(List<SourceReport> reports, long entities, List<KindCount> kinds) {
        List<KindCount> byCount =
                kinds.stream()
                        .sorted(Comparator.comparingLong(KindCount::count).reversed())
                        .toList();
        return new StartView(false, summary(reports, entities), byCount, reports);
    }

    static StartView building(List<SourceReport> reports) {
        return new StartView(true, "", List.of(), reports);
    }

    private StartView(
            boolean building, String summary, List<KindCount> kinds, List<SourceReport> reports) {
        this(
                building,
                summary,
                kinds,
                reports.stream().map(SourceLine::of).sorted(SourceLine.ORDER).toList(),
                QUESTION,
                advice(reports));
    }

    private static String summary(List<SourceReport> reports, long entities) {
        long conflicts = reports.stream().mapToLong(SourceReport::conflicts).sum();
        long rejected = reports.stream().mapToLong(SourceReport::rejectionCount).sum();
        return "%s from %s; %s kept out because of mistakes, %s."
                .formatted(
                        count(entities, "entity", "entities"),
                        count(reports.size(), "source", "sources"),
                        count(rejected, "document", "documents"),
                        count(conflicts, "conflict", "conflicts"));
    }

    private static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    private static List<Step> advice(List<SourceReport> reports) {
        List<Step> advice = new ArrayList<>();
        if (reports.stream().noneMatch(StartView::isOwnRepository)) {
            advice.add(
                    new Step(
                            "Start it with your first repository.",
                            "PORTICO_SOURCE_GIT_REPOSITORIES_0__URL=/path/or/address ./portico"));
        }
        if (reports.stream().anyMatch(report -> report.rejectionCount() > 0)) {
            advice.add(
                    new Step(
                            "Mend the documents that were kept out: each source's page says where"
                                    + " and why.",
                            null));
        }
        reports.stream()
                .filter(report -> report.held() != null)
                .findFirst()
                .ifPresent(
                        report ->
                                advice.add(
                                        new Step(
                                                "Answer the removals that are held.",
                                                "./portico sources confirm '%s'"
                                                        .formatted(report.info().name()))));
        advice.add(
                new Step(
                        "Check a file before you push it.",
                        "./portico validate catalog-info.yaml"));
        advice.add(
                new Step(
                        "Ask why an entity is there, or is not.",
                        "./portico why component:default/orders"));
        return advice;
    }

    private static boolean isOwnRepository(SourceReport report) {
        return !report.info().kind().equals("self") && !report.info().kind().equals("demo");
    }

    /// One source in the table.
    ///
    /// @param title a short name for people
    /// @param problems problems of the source itself and documents kept out
    /// @param remark what a person should know at once, or null
    record SourceLine(
            String name,
            String title,
            String link,
            String state,
            String colour,
            long entities,
            long problems,
            String lastRun,
            @Nullable String remark) {
        /// What needs a person first, then by name.
        static final Comparator<SourceLine> ORDER =
                Comparator.comparing((SourceLine line) -> line.remark() == null)
                        .thenComparing(line -> line.problems() == 0)
                        .thenComparing(SourceLine::title);

        static SourceLine of(SourceReport report) {
            String name = report.info().name();
            return new SourceLine(
                    name,
                    SourceView.title(report),
                    "/sources/" + URLEncoder.encode(name, StandardCharsets.UTF_8),
                    SourceView.state(report),
                    SourceView.colour(report),
                    report.entities(),
                    report.problems().size() + report.rejectionCount(),
                    SourceView.lastRun(report),
                    remark(report));
        }

        private static @Nullable String remark(SourceReport report) {
            SourceReport.Held held = report.held();
            if (held != null) {
                return held.total() + " removals wait for an answer";
            }
            return report.error();
        }
    }
}
