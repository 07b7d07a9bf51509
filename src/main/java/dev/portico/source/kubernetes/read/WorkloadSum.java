package dev.portico.source.kubernetes.read;

import dev.portico.runtime.Health;
import dev.portico.runtime.Verdict;
import dev.portico.runtime.Workload;
import dev.portico.source.kubernetes.read.Pod.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// A workload's own account, its Pods and its parts, summed up to what is told of it.
final class WorkloadSum {
    private static final int MOST_PODS = 3;

    private final WorkloadSlot slot;
    private final WorkloadFacts facts;
    private final long now;

    /// @param now in seconds
    WorkloadSum(WorkloadSlot slot, WorkloadFacts facts, long now) {
        this.slot = slot;
        this.facts = facts;
        this.now = now;
    }

    Workload workload(List<String> routed) {
        Standing standing = facts.standing();
        Verdict verdict = slot.parts.isEmpty() ? verdict() : withParts();
        boolean lastRunFailed = facts.runsOnce() && verdict.health() == Health.DEGRADED;
        return new Workload(
                facts.key(),
                facts.apiVersion(),
                facts.metadata().labels(),
                facts.metadata().annotations(),
                facts.images(),
                standing.wanted() + counted(Standing::wanted),
                lastRunFailed ? 0 : standing.ready() + counted(Standing::ready),
                standing.updated() + counted(Standing::updated),
                restarts(),
                facts.metadata().createdAt(),
                rolledOutAt(),
                facts.conditions(),
                hosts(routed),
                verdict,
                facts.metadata().problems());
    }

    /// The second at which a Pod that waits becomes too late; 0 when none does.
    long due() {
        Standing standing = facts.standing();
        if (!standing.waiting() || standing.patience() == 0) {
            return 0;
        }
        return slot.pods.stream()
                .filter(pod -> pod.state() == State.WAITING && pod.since() > 0)
                .mapToLong(pod -> pod.since() + standing.patience())
                .filter(second -> second > now)
                .min()
                .orElse(0);
    }

    /// By its own account and its own Pods.
    private Verdict verdict() {
        Verdict own = facts.standing().verdict();
        if (own.health() != Health.PROGRESSING && own.health() != Health.DEGRADED) {
            return own;
        }
        List<String> troubles = troubles(pod -> trouble(pod, own.health()));
        boolean late = troubles.isEmpty() && facts.standing().waiting();
        if (late) {
            troubles = troubles(this::lateness);
        }
        if (troubles.isEmpty()) {
            return own;
        }
        boolean stuck = facts.standing().waiting() || own.health() == Health.DEGRADED;
        List<String> sentences = new ArrayList<>(List.of(own.reason()));
        sentences.addAll(troubles);
        return new Verdict(stuck ? Health.DEGRADED : Health.PROGRESSING, Texts.join(sentences));
    }

    private String trouble(Pod pod, Health own) {
        return switch (pod.state()) {
            case WAITING -> pod.trouble();
            case FAILED -> facts.runsOnce() && own == Health.DEGRADED ? pod.trouble() : "";
            case READY, DONE -> "";
        };
    }

    private String lateness(Pod pod) {
        int patience = facts.standing().patience();
        return pod.state() == State.WAITING
                        && patience > 0
                        && pod.since() > 0
                        && pod.since() + patience <= now
                ? "not ready for more than " + Texts.count(patience / 60, "minute")
                : "";
    }

    /// Sentences about at most three Pods, by their names.
    private List<String> troubles(Function<Pod, String> words) {
        List<Pod> troubled =
                slot.pods.stream()
                        .filter(pod -> !words.apply(pod).isEmpty())
                        .sorted(Comparator.comparing(Pod::name))
                        .toList();
        List<String> sentences = new ArrayList<>();
        for (Pod pod : troubled.subList(0, Math.min(MOST_PODS, troubled.size()))) {
            sentences.add("pod " + pod.name() + ": " + words.apply(pod));
        }
        if (troubled.size() > MOST_PODS) {
            sentences.add("and " + Texts.count(troubled.size() - MOST_PODS, "more pod"));
        }
        return sentences;
    }

    /// A CronJob is as healthy as its last run that came to a verdict, unless it has run well
    /// since; a Knative Service tells its own health.
    private Verdict withParts() {
        Verdict own = verdict();
        if (!facts.runsOnce() || own.health() != Health.HEALTHY) {
            return own;
        }
        return slot.parts.stream()
                .filter(part -> part.facts != null)
                .sorted(
                        Comparator.comparing(WorkloadSum::startedAt)
                                .reversed()
                                .thenComparing(part -> part.key.name()))
                .map(part -> lastRun(part))
                .filter(verdict -> verdict.health() != Health.PROGRESSING)
                .findFirst()
                .filter(verdict -> verdict.health() == Health.DEGRADED)
                .orElse(own);
    }

    private Verdict lastRun(WorkloadSlot part) {
        WorkloadFacts job = facts(part);
        Verdict verdict = new WorkloadSum(part, job, now).verdict();
        @Nullable Instant succeeded = facts.standing().rolledOutAt();
        if (succeeded != null && succeeded.isAfter(startedAt(part))) {
            return Verdict.HEALTHY;
        }
        return new Verdict(
                verdict.health(),
                Texts.message("the last run, job " + part.key.name() + ": " + verdict.reason()));
    }

    private static Instant startedAt(WorkloadSlot part) {
        @Nullable Instant created = facts(part).metadata().createdAt();
        return created == null ? Instant.EPOCH : created;
    }

    private static WorkloadFacts facts(WorkloadSlot part) {
        return Objects.requireNonNull(part.facts);
    }

    /// Replicas of parts count for a Knative Service, not for a CronJob.
    private int counted(ToIntFunction<Standing> number) {
        return facts.runsOnce()
                ? 0
                : slot.parts.stream()
                        .filter(part -> part.facts != null)
                        .mapToInt(part -> number.applyAsInt(facts(part).standing()))
                        .sum();
    }

    private int restarts() {
        return restarts(slot) + slot.parts.stream().mapToInt(WorkloadSum::restarts).sum();
    }

    private static int restarts(WorkloadSlot slot) {
        return slot.pods.stream().mapToInt(Pod::restarts).sum();
    }

    /// A StatefulSet and a DaemonSet do not tell it: the oldest Pod of the newest revision does.
    private @Nullable Instant rolledOutAt() {
        Standing standing = facts.standing();
        if (standing.rolledOutAt() != null || standing.revision().isEmpty()) {
            return standing.rolledOutAt();
        }
        OptionalLong oldest =
                slot.pods.stream()
                        .filter(pod -> pod.revision().equals(standing.revision()))
                        .mapToLong(Pod::created)
                        .filter(created -> created > 0)
                        .min();
        return oldest.isPresent() ? Instant.ofEpochSecond(oldest.getAsLong()) : null;
    }

    private List<String> hosts(List<String> routed) {
        if (facts.hosts().isEmpty()) {
            return routed;
        }
        TreeSet<String> all = new TreeSet<>(routed);
        all.addAll(facts.hosts());
        return List.copyOf(all);
    }
}
