package dev.portico.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the policy reports about an object and what it made: Pods and ReplicaSets are known by
/// their names only, which begin with the name of what made them.
final class ReportIndex {
    /// What makes Pods, ReplicaSets and Jobs; only group and kind count.
    private static final List<ObjectKey> MAKERS =
            List.of(
                    new ObjectKey("apps", "Deployment", "", ""),
                    new ObjectKey("apps", "StatefulSet", "", ""),
                    new ObjectKey("apps", "DaemonSet", "", ""),
                    new ObjectKey("batch", "CronJob", "", ""),
                    new ObjectKey("batch", "Job", "", ""),
                    new ObjectKey("argoproj.io", "Rollout", "", ""));

    private final Map<String, List<Held>> byStem = new HashMap<>();

    void add(Held held, PolicyReport report) {
        for (String stem : stems(report)) {
            byStem.computeIfAbsent(stem, _ -> new ArrayList<>(2)).add(held);
        }
    }

    void remove(Held held, PolicyReport report) {
        for (String stem : stems(report)) {
            byStem.computeIfPresent(
                    stem,
                    (_, reports) -> {
                        reports.remove(held);
                        return reports.isEmpty() ? null : reports;
                    });
        }
    }

    /// Reports that may be about an object.
    List<Held> about(ObjectKey object) {
        return byStem.getOrDefault(object.namespace() + '/' + object.name(), List.of());
    }

    private static Set<String> stems(PolicyReport report) {
        Set<String> stems = new LinkedHashSet<>();
        for (PolicyReport.Result result : report.results()) {
            ObjectKey subject = result.subject();
            if (subject != null) {
                for (String name : names(subject)) {
                    stems.add(subject.namespace() + '/' + name);
                }
            }
        }
        return stems;
    }

    /// The object's name, then names of what may have made it, the nearest first.
    private static List<String> names(ObjectKey object) {
        List<String> names = new ArrayList<>(3);
        names.add(object.name());
        int levels =
                switch (object.kind()) {
                    case "Pod" -> 2;
                    case "ReplicaSet", "Job" -> 1;
                    default -> 0;
                };
        String name = object.name();
        for (int cut = name.lastIndexOf('-'); levels > 0 && cut > 0; levels--) {
            name = name.substring(0, cut);
            names.add(name);
            cut = name.lastIndexOf('-');
        }
        return names;
    }

    /// What an object is or was made by: itself, or for a Pod, ReplicaSet or Job the one workload
    /// that can have made it; null when none or several can.
    static @Nullable Held origin(ClusterMemory cluster, ObjectKey object) {
        Held itself = cluster.find(object);
        if (itself != null && !(itself.observation instanceof PolicyReport)) {
            return itself;
        }
        List<Held> found = new ArrayList<>(1);
        List<String> names = names(object);
        for (int steps = 1; steps < names.size(); steps++) {
            for (ObjectKey maker : MAKERS) {
                if (makes(maker.kind(), object, steps)) {
                    Held held =
                            cluster.find(
                                    Workload.class,
                                    new ObjectKey(
                                            maker.group(),
                                            maker.kind(),
                                            object.namespace(),
                                            names.get(steps)));
                    if (held != null) {
                        found.add(held);
                    }
                }
            }
        }
        return found.size() == 1 ? found.getFirst() : null;
    }

    /// Whether a kind names what it makes so: a Deployment's Pod is two words longer than it, one
    /// of a StatefulSet one, which is a number.
    private static boolean makes(String kind, ObjectKey object, int steps) {
        String last = object.name().substring(object.name().lastIndexOf('-') + 1);
        boolean number = last.chars().allMatch(Character::isDigit);
        return switch (kind) {
            case "Deployment", "Rollout" ->
                    object.kind().equals("ReplicaSet") || (steps == 2 && isPod(object));
            case "StatefulSet" -> steps == 1 && isPod(object) && number;
            case "CronJob" -> object.kind().equals("Job") ? number : steps == 2 && isPod(object);
            default -> steps == 1 && isPod(object);
        };
    }

    private static boolean isPod(ObjectKey object) {
        return object.kind().equals("Pod");
    }
}
