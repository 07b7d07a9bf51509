package dev.portico.source.kubernetes.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The kinds that are read in every cluster, as far as it serves them.
final class Kinds {
    static final Interest POD = new Interest("", "Pod");
    static final Interest NAMESPACE = new Interest("", "Namespace");
    static final Interest SECRET = new Interest("", "Secret");
    static final Interest APPLICATION = new Interest("argoproj.io", "Application");

    /// Definitions by which other kinds come to be wanted.
    static final List<Interest> DEFINITIONS =
            List.of(
                    new Interest("apiextensions.crossplane.io", "CompositeResourceDefinition"),
                    new Interest("apiextensions.k8s.io", "CustomResourceDefinition"));

    /// What says where workloads are reached.
    static final List<Interest> ROUTES =
            List.of(
                    new Interest("", "Service"),
                    new Interest("networking.k8s.io", "Ingress"),
                    new Interest("gateway.networking.k8s.io", "HTTPRoute"));

    static final Map<Interest, ReadingShelf.Reader> READINGS = readings();

    private Kinds() {}

    /// @param more kinds named in the configuration
    static Map<Interest, WorkloadReader> workloads(List<Interest> more) {
        Map<Interest, WorkloadReader> readers = new LinkedHashMap<>();
        more.forEach(kind -> readers.put(kind, new GenericReader()));
        readers.put(new Interest("apps", "Deployment"), new DeploymentReader());
        readers.put(new Interest("apps", "StatefulSet"), new StatefulSetReader());
        readers.put(new Interest("apps", "DaemonSet"), new DaemonSetReader());
        readers.put(new Interest("batch", "CronJob"), new CronJobReader());
        readers.put(new Interest("batch", "Job"), new JobReader());
        readers.put(new Interest("argoproj.io", "Rollout"), new RolloutReader());
        readers.put(new Interest("serving.knative.dev", "Service"), new KnativeReader());
        return readers;
    }

    private static Map<Interest, ReadingShelf.Reader> readings() {
        Map<Interest, ReadingShelf.Reader> readers = new LinkedHashMap<>();
        readers.put(APPLICATION, ApplicationReader::read);
        readers.put(new Interest("argoproj.io", "ApplicationSet"), ApplicationSetReader::read);
        for (Interest kind : policies()) {
            readers.put(kind, PolicyReader::read);
        }
        for (String group : List.of("wgpolicyk8s.io", "reports.x-k8s.io")) {
            readers.put(new Interest(group, "PolicyReport"), ReportReader::read);
            readers.put(new Interest(group, "ClusterPolicyReport"), ReportReader::read);
        }
        readers.put(new Interest("openreports.io", "Report"), ReportReader::read);
        readers.put(new Interest("openreports.io", "ClusterReport"), ReportReader::read);
        return readers;
    }

    private static List<Interest> policies() {
        List<Interest> kinds = new ArrayList<>();
        for (String kind :
                List.of("ClusterPolicy", "Policy", "CleanupPolicy", "ClusterCleanupPolicy")) {
            kinds.add(new Interest("kyverno.io", kind));
        }
        for (String kind :
                List.of(
                        "ValidatingPolicy",
                        "MutatingPolicy",
                        "GeneratingPolicy",
                        "DeletingPolicy",
                        "ImageValidatingPolicy")) {
            kinds.add(new Interest("policies.kyverno.io", kind));
            kinds.add(new Interest("policies.kyverno.io", "Namespaced" + kind));
        }
        return kinds;
    }
}
