package dev.portico.source.git;

import dev.portico.catalog.DescriptorContent.Target;
import dev.portico.catalog.FileRead;
import dev.portico.catalog.Reading;
import dev.portico.model.Problem;
import dev.portico.model.Severity;
import dev.portico.model.SourcePosition;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.scm.RelativePath;
import dev.portico.source.RepositoryRead;
import dev.portico.source.Scan;
import dev.portico.source.ScanRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// One scan of a source: from its first files along the targets of Location documents, level by
/// level; each file once, so that a cycle ends.
final class ScanRun {
    private static final int MAX_DEPTH = 30;
    private static final int WORTH_THREADS = 3;

    private final String source;
    private final ScanTools tools;
    private final ScanRequest request;
    private final Sites sites;
    private final FileVisit visit;
    private final TargetResolver resolver;
    private final Set<String> visited = new HashSet<>();
    private final Map<Site, Map<String, String>> paths = new LinkedHashMap<>();
    private final Set<String> present = new HashSet<>();
    private final Set<String> kept = new HashSet<>();
    private final List<Reading> changed = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final SourcePosition nowhere;

    ScanRun(String source, ScanTools tools, ScanRequest request, Sites sites, FileVisit visit) {
        this.source = source;
        this.tools = tools;
        this.request = request;
        this.sites = sites;
        this.visit = visit;
        this.resolver = new TargetResolver(tools, sites);
        this.nowhere = new SourcePosition(source, "", null, 1, 1, 1);
    }

    /// A target and where it stands.
    private record Step(
            Target target,
            Found.@Nullable Place from,
            @Nullable String origin,
            SourcePosition position) {}

    /// Adds a reading that is not a file's, as that of a generated entity.
    void add(Reading reading) {
        present.add(reading.location());
        FileRead known = request.known().get(reading.location());
        if (known == null || !known.fingerprint().equals(reading.read().fingerprint())) {
            changed.add(reading);
        }
    }

    /// Finds the files that one target means; what is wrong with it becomes a problem.
    List<Found> start(Target target, String origin) {
        return resolve(new Step(target, null, origin, nowhere));
    }

    Scan run(List<Found> first, @Nullable String revision) {
        List<Found> level = first;
        for (int depth = 0; !level.isEmpty(); depth++) {
            List<Step> steps = new ArrayList<>();
            for (Outcome outcome : visitAll(fresh(level))) {
                note(outcome);
                steps.addAll(steps(outcome));
            }
            if (depth == MAX_DEPTH && !steps.isEmpty()) {
                problems.add(
                        problem(
                                "too-deep",
                                "Location documents lead on for more than "
                                        + MAX_DEPTH
                                        + " steps; the rest is not read."));
                break;
            }
            level = steps.stream().flatMap(step -> resolve(step).stream()).toList();
        }
        return new Scan(revision, changed, present, problems, sites.asked(), repositories());
    }

    private List<RepositoryRead> repositories() {
        return paths.entrySet().stream()
                .flatMap(site -> OwnersFiles.read(site.getKey(), site.getValue()).stream())
                .toList();
    }

    private List<Found> fresh(List<Found> level) {
        List<Found> fresh = new ArrayList<>();
        for (Found found : level) {
            if (visited.contains(found.location())) {
                continue;
            }
            if (visited.size() >= tools.maxFiles()) {
                problems.add(
                        problem(
                                "too-many-files",
                                "The source has more than "
                                        + tools.maxFiles()
                                        + " files; the rest is not read"
                                        + " (portico.source.git.max-files)."));
                break;
            }
            visited.add(found.location());
            if (found.place() instanceof Found.InTree at) {
                paths.computeIfAbsent(at.site(), _ -> new HashMap<>())
                        .put(at.location(), at.file().path());
            }
            fresh.add(found);
        }
        return fresh;
    }

    private List<Outcome> visitAll(List<Found> files) {
        if (files.size() < WORTH_THREADS) {
            return files.stream().map(visit::visit).toList();
        }
        List<Future<Outcome>> running =
                files.stream()
                        .map(file -> tools.parsers().submit(() -> visit.visit(file)))
                        .toList();
        List<Outcome> outcomes = new ArrayList<>(files.size());
        try {
            for (Future<Outcome> future : running) {
                outcomes.add(future.get());
            }
            return outcomes;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException own
                    ? own
                    : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PorticoException(
                    ErrorCode.UNAVAILABLE, "Reading " + source + " was stopped.", e);
        } finally {
            running.forEach(future -> future.cancel(true));
        }
    }

    private void note(Outcome outcome) {
        if (outcome.present()) {
            present.add(outcome.found().location());
        }
        if (outcome.reading() != null) {
            changed.add(outcome.reading());
        }
        if (outcome.problem() != null) {
            problems.add(outcome.problem());
        }
    }

    private List<Step> steps(Outcome outcome) {
        if (outcome.follows() == null) {
            return List.of();
        }
        Found found = outcome.found();
        SourcePosition start = visit.start(found);
        return outcome.follows().targets().stream()
                .map(
                        target ->
                                new Step(
                                        target,
                                        found.place(),
                                        found.originOrSelf(),
                                        start.at(
                                                target.document(), target.line(), target.column())))
                .toList();
    }

    private List<Found> resolve(Step step) {
        Target target = step.target();
        try {
            return resolver.resolve(target, step.from()).stream()
                    .map(place -> new Found(place, step.origin(), target.locationRef().toString()))
                    .toList();
        } catch (PorticoException e) {
            boolean missing = e.code() == ErrorCode.NOT_FOUND;
            if (!missing || target.required()) {
                problems.add(
                        new Problem(
                                TargetResolver.problemCode(e),
                                target.required() ? Severity.ERROR : Severity.WARNING,
                                e.text(),
                                target.pointer(),
                                target.target(),
                                null,
                                step.position()));
            }
            return tools.repositories()
                    .hosts()
                    .browse(target.target())
                    .filter(_ -> e.code() != ErrorCode.FORBIDDEN)
                    .map(browse -> browse.repository().identity())
                    .filter(sites::failed)
                    .map(repository -> keep(repository, step.origin()))
                    .orElse(List.of());
        }
    }

    /// Keeps all that is known of a repository that can't be read now, and goes on from there.
    private List<Found> keep(String repository, @Nullable String origin) {
        if (!kept.add(repository)) {
            return List.of();
        }
        List<Found> further = new ArrayList<>();
        for (FileRead known : request.known().values()) {
            Follows follows = Follows.parse(known.follows());
            if (!follows.repository().equals(repository) || !visited.add(known.location())) {
                continue;
            }
            present.add(known.location());
            SourcePosition at = new SourcePosition(source, follows.path(), null, 1, 1, 1);
            follows.targets().stream()
                    .filter(target -> RelativePath.isAbsoluteUrl(target.target()))
                    .map(target -> new Step(target, null, origin, at))
                    .forEach(step -> further.addAll(resolve(step)));
        }
        return further;
    }

    private Problem problem(String code, String message) {
        return Problem.error(code, message, "", nowhere);
    }
}
