package dev.portico.source;

import dev.portico.catalog.History;
import dev.portico.catalog.Rejection;
import dev.portico.catalog.SourceLedger;
import dev.portico.catalog.Statement;
import dev.portico.model.EntityRef;
import dev.portico.model.Problem;
import dev.portico.model.SourcePosition;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Why an entity is, or is not, in the catalog: everything that declarations, rejected documents,
/// the guard and the states of sources tell about a ref.
@Singleton
final class Explanations implements Why {
    private static final int LOOKED_AT = 1_000;
    private static final int LISTED = 5;

    private final SourceLedger ledger;
    private final Sources sources;
    private final History history;

    Explanations(SourceLedger ledger, Sources sources, History history) {
        this.ledger = ledger;
        this.sources = sources;
        this.history = history;
    }

    @Override
    public Answer explain(EntityRef ref) {
        List<Reason> reasons = new ArrayList<>();
        List<Statement> statements = ledger.statements(ref);
        List<SourceReport> reports = sources.reports();
        statements.forEach(statement -> reasons.addAll(declared(statement, statements)));
        ledger.rejections(ref)
                .forEach(
                        (source, rejections) ->
                                rejections.forEach(each -> reasons.add(rejected(source, each))));
        reports.forEach(report -> held(ref, report).ifPresent(reasons::add));
        if (statements.isEmpty()) {
            history.versions(ref, 1, null).stream()
                    .map(version -> removed(ref, version))
                    .forEach(reasons::add);
            reports.forEach(report -> unread(report).ifPresent(reasons::add));
            reasons.addAll(unnamed(ref, reports));
            if (reasons.isEmpty()) {
                reasons.add(
                        new Reason(
                                "never-seen",
                                "No source has ever declared "
                                        + ref
                                        + (reports.size() == 1
                                                ? "; the only source is read."
                                                : "; all " + reports.size() + " sources are read."),
                                null,
                                null));
            }
        }
        return new Answer(ref, !statements.isEmpty(), reasons);
    }

    private static List<Reason> declared(Statement statement, List<Statement> all) {
        SourcePosition position = position(statement);
        List<Reason> reasons = new ArrayList<>();
        if (statement.conflicting()) {
            Statement winner = all.getFirst();
            reasons.add(
                    new Reason(
                            "conflict",
                            "It is also declared at "
                                    + statement.location()
                                    + ", but "
                                    + winner.location()
                                    + " was first; remove one of the two.",
                            statement.source(),
                            position));
        } else {
            reasons.add(
                    new Reason(
                            "declared",
                            (statement.primary() ? "It is declared at " : "It is added to by ")
                                    + statement.location()
                                    + ", document "
                                    + statement.provenance().document()
                                    + ", line "
                                    + statement.provenance().line()
                                    + ".",
                            statement.source(),
                            position));
        }
        for (Problem problem : statement.stale()) {
            reasons.add(
                    new Reason(
                            "invalid",
                            "Its newest version is not accepted, so the last good one stands: "
                                    + problem.message(),
                            statement.source(),
                            problem.position()));
        }
        if (statement.missingSince() != null) {
            reasons.add(
                    new Reason(
                            "orphaned",
                            "Its source is missing since " + statement.missingSince() + ".",
                            statement.source(),
                            position));
        }
        return reasons;
    }

    private static Reason rejected(String source, Rejection rejection) {
        Problem problem = rejection.problems().getFirst();
        String code =
                switch (problem.code()) {
                    case "unknown-kind", "not-allowed" -> problem.code();
                    default -> "invalid";
                };
        String more =
                rejection.problems().size() > 1
                        ? " (and " + (rejection.problems().size() - 1) + " more problems)"
                        : "";
        return new Reason(
                code,
                "A document of this name at "
                        + problem.position().shortForm()
                        + " is not accepted: "
                        + problem.message()
                        + more,
                source,
                problem.position());
    }

    /// Documents so broken that nobody can tell their name, in files whose path has the name asked
    /// for.
    private List<Reason> unnamed(EntityRef ref, List<SourceReport> reports) {
        return reports.stream()
                .filter(report -> report.rejectionCount() > 0)
                .map(report -> report.info().name())
                .flatMap(
                        name ->
                                ledger.rejections(name, LOOKED_AT).stream()
                                        .filter(each -> each.ref() == null)
                                        .filter(each -> each.location().contains(ref.name()))
                                        .map(each -> unreadable(name, each)))
                .limit(LISTED)
                .toList();
    }

    private static Reason unreadable(String source, Rejection rejection) {
        Problem problem = rejection.problems().getFirst();
        return new Reason(
                "invalid",
                "A document that may be it, at "
                        + problem.position().shortForm()
                        + ", can't be read: "
                        + problem.message(),
                source,
                problem.position());
    }

    private static Optional<Reason> held(EntityRef ref, SourceReport report) {
        if (report.held() == null || !report.held().refs().contains(ref.toString())) {
            return Optional.empty();
        }
        return Optional.of(
                new Reason(
                        "held",
                        "Its source does not declare it any more, but a run that would remove "
                                + report.held().total()
                                + " entities waits for a person: ./portico sources confirm '"
                                + report.info().name()
                                + "'.",
                        report.info().name(),
                        null));
    }

    private static Reason removed(EntityRef ref, History.Version version) {
        return new Reason(
                "removed",
                ref
                        + " was removed at "
                        + version.at()
                        + " ("
                        + version.cause().actor()
                        + ", position "
                        + version.position()
                        + ").",
                version.cause().source(),
                null);
    }

    private static Optional<Reason> unread(SourceReport report) {
        String name = report.info().name();
        return switch (report.state()) {
            case UNREACHABLE, GONE ->
                    Optional.of(
                            new Reason(
                                    "unreachable",
                                    "The source "
                                            + name
                                            + " can't be read, so what it declares may be missing: "
                                            + report.error(),
                                    name,
                                    null));
            case WAITING, READING ->
                    Optional.of(
                            new Reason(
                                    "not-read",
                                    "The source " + name + " has not been read to the end yet.",
                                    name,
                                    null));
            case READY, HELD -> Optional.empty();
        };
    }

    private static SourcePosition position(Statement statement) {
        return new SourcePosition(
                statement.source(),
                statement.provenance().file(),
                statement.provenance().commit(),
                statement.provenance().document(),
                statement.provenance().line(),
                1);
    }
}
