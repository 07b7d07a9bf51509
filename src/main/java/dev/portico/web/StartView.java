package dev.portico.web;

import dev.portico.source.SourceReport;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the start page shows.
///
/// @param building true while the index can't answer yet
/// @param kinds how many entities there are of each kind
/// @param advice what to do next
record StartView(
        boolean building,
        long entities,
        List<KindCount> kinds,
        List<SourceLine> sources,
        List<String> advice) {
    record KindCount(String kind, long count) {}

    /// One source in the table.
    ///
    /// @param problems problems of the source itself and documents kept out
    /// @param remark what a person should know at once, or null
    record SourceLine(
            String name,
            String link,
            String state,
            boolean healthy,
            long entities,
            long problems,
            @Nullable String remark) {
        static SourceLine of(SourceReport report) {
            String name = report.info().name();
            return new SourceLine(
                    name,
                    "/sources/" + URLEncoder.encode(name, StandardCharsets.UTF_8),
                    report.state().name().toLowerCase(Locale.ROOT),
                    switch (report.state()) {
                        case WAITING, READING, READY -> true;
                        case UNREACHABLE, GONE, HELD -> false;
                    },
                    report.entities(),
                    report.problems().size() + report.rejectionCount(),
                    remark(report));
        }

        private static @Nullable String remark(SourceReport report) {
            SourceReport.Held held = report.held();
            if (held != null) {
                return held.total() + " removals wait for an answer: portico sources confirm";
            }
            return report.error();
        }
    }
}
