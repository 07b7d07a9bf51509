package dev.portico.app;

import dev.portico.source.SourceReport;
import dev.portico.source.SourceReport.State;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// The last lines of a start, made from what the program knows of itself. Pure.
///
/// @param url where the program is reached
/// @param dataFolder what it keeps on disk
/// @param sources how each source is doing
/// @param notices sentences a person should read
record StartupSummary(URI url, Path dataFolder, List<SourceReport> sources, List<String> notices) {
    private static final Set<String> NOT_REAL = Set.of("self", "demo");
    private static final Set<State> UNSETTLED = Set.of(State.WAITING, State.READING);
    private static final int SHOWN = 15;

    /// Where everything is.
    List<String> addresses() {
        return List.of(
                "Portico serves on " + url,
                "  pages            " + url + "/",
                "  GraphQL          %s/graphql   (console: %s/q/graphql-ui)".formatted(url, url),
                "  Backstage's API  %s/api/catalog/entities".formatted(url),
                "  health           %s/q/health   metrics: %s/q/metrics".formatted(url, url),
                "  data             " + dataFolder);
    }

    /// Whether every source has been read once, or can't be.
    static boolean settled(List<SourceReport> sources) {
        return sources.stream().noneMatch(source -> UNSETTLED.contains(source.state()));
    }

    /// What was read, what is wrong, and what to do next.
    List<String> contents() {
        List<String> lines = new ArrayList<>();
        long entities = sources.stream().mapToLong(SourceReport::entities).sum();
        lines.add(
                "%s from %s%s"
                        .formatted(
                                count(entities, "entity", "entities"),
                                count(sources.size(), "source", "sources"),
                                settled(sources) ? "" : ", still reading"));
        sources.stream()
                .sorted(Comparator.comparingLong(SourceReport::entities).reversed())
                .limit(SHOWN)
                .map(StartupSummary::line)
                .forEach(lines::add);
        if (sources.size() > SHOWN) {
            lines.add("  and %d more".formatted(sources.size() - SHOWN));
        }
        lines.add(problems());
        notices.forEach(notice -> lines.add("Note: " + notice));
        lines.addAll(next());
        return List.copyOf(lines);
    }

    private static String line(SourceReport source) {
        String state =
                switch (source.state()) {
                    case READY -> "";
                    case WAITING, READING -> "  (being read)";
                    case UNREACHABLE -> "  (unreachable)";
                    case GONE -> "  (gone)";
                    case HELD -> "  (removals held)";
                };
        return "  %6d  %s%s".formatted(source.entities(), source.info().name(), state);
    }

    private String problems() {
        long rejected = sources.stream().mapToLong(SourceReport::rejectionCount).sum();
        long conflicts = sources.stream().mapToLong(SourceReport::conflicts).sum();
        long others =
                sources.stream()
                        .mapToLong(
                                source ->
                                        source.problems().size() + (source.error() == null ? 0 : 1))
                        .sum();
        if (rejected + conflicts + others == 0) {
            return "No problems";
        }
        return "%s: %s, %s, %s; ./portico sources lists them"
                .formatted(
                        count(rejected + conflicts + others, "problem", "problems"),
                        count(rejected, "document kept out", "documents kept out"),
                        count(conflicts, "conflict", "conflicts"),
                        count(others, "trouble with a source", "troubles with sources"));
    }

    private List<String> next() {
        if (sources.stream().anyMatch(source -> !NOT_REAL.contains(source.info().kind()))) {
            return List.of();
        }
        return List.of(
                "Next: name your first repository in portico.yaml, then start again:",
                "  portico:",
                "    source:",
                "      git:",
                "        repositories:",
                "          - url: https://git.example.com/your/repository",
                "or try: PORTICO_SOURCE_GIT_REPOSITORIES_0__URL=/path/to/a/clone ./portico");
    }

    private static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
