package dev.portico.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The verdict of an entity from all that runs for it. Pure.
///
/// @param worst with the reason of what is worst, named where more than one thing runs
/// @param byCluster the worst of each cluster
record Verdicts(Verdict worst, Map<String, Health> byCluster) {
    Verdicts {
        byCluster = Map.copyOf(byCluster);
    }

    private record Candidate(Verdict verdict, int rank, String place, String title) {}

    /// Worst first; of equals what is nearest to the cause, and then by place.
    private static final Comparator<Candidate> ORDER =
            Comparator.comparing((Candidate it) -> it.verdict().health())
                    .reversed()
                    .thenComparing(Candidate::rank)
                    .thenComparing(Candidate::place);

    /// Null when nothing is known to run. A report that tells no health counts only when there is
    /// nothing else.
    static @Nullable Verdicts of(Collection<Held> linked, Collection<Deployment> deployments) {
        List<Candidate> candidates = new ArrayList<>();
        Map<String, Health> byCluster = new TreeMap<>();
        for (Held held : linked) {
            Verdict verdict = held.verdict();
            if (verdict != null) {
                candidates.add(
                        new Candidate(
                                verdict,
                                rank(held.observation),
                                held.cluster.name + ' ' + held.key(),
                                held.title()));
                byCluster.merge(held.cluster.name, verdict.health(), Verdicts::worse);
            }
        }
        boolean observed = !candidates.isEmpty();
        for (Deployment deployment : deployments) {
            if (deployment.health() != Health.UNKNOWN || !observed) {
                candidates.add(
                        new Candidate(
                                new Verdict(deployment.health(), ""),
                                5,
                                deployment.environment(),
                                deployment.environment()
                                        + " (reported by "
                                        + deployment.actor()
                                        + ")"));
            }
        }
        return candidates.stream()
                .min(ORDER)
                .map(it -> new Verdicts(told(it, candidates.size() > 1), byCluster))
                .orElse(null);
    }

    private static Verdict told(Candidate worst, boolean named) {
        Verdict verdict = worst.verdict();
        if (verdict.health() == Health.HEALTHY) {
            return Verdict.HEALTHY;
        }
        String reason =
                verdict.reason().isEmpty()
                        ? verdict.health().name().toLowerCase(Locale.ROOT)
                        : verdict.reason();
        return named || verdict.reason().isEmpty()
                ? new Verdict(verdict.health(), worst.title() + ": " + reason)
                : verdict;
    }

    private static Health worse(Health a, Health b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static int rank(Observation observation) {
        return switch (observation) {
            case Workload _ -> 0;
            case PlatformResource it ->
                    switch (it.role()) {
                        case MANAGED -> 1;
                        case COMPOSITE -> 2;
                        case CLAIM -> 3;
                    };
            default -> 4;
        };
    }
}
