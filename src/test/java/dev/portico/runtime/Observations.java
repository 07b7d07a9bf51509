package dev.portico.runtime;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Observations that tests speak of.
public final class Observations {
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Observations() {}

    public static ObjectKey deployment(String namespace, String name) {
        return new ObjectKey("apps", "Deployment", namespace, name);
    }

    public static Workload workload(String namespace, String name, Health health) {
        return workload(
                deployment(namespace, name),
                Map.of("app", name),
                Map.of(),
                "ghcr.io/acme/" + name,
                new Verdict(health, health == Health.HEALTHY ? "" : "0 of 2 replicas are ready"));
    }

    public static Workload workload(
            ObjectKey key,
            Map<String, String> labels,
            Map<String, String> annotations,
            String image,
            Verdict verdict) {
        return new Workload(
                key,
                "apps/v1",
                labels,
                annotations,
                List.of(new Workload.Image("main", image, "1.2.3")),
                2,
                verdict.health() == Health.HEALTHY ? 2 : 0,
                2,
                0,
                NOON,
                null,
                List.of(new Condition("Available", "True", "", "", NOON)),
                List.of(),
                verdict,
                List.of());
    }

    public static Workload labelled(String namespace, String name, Map<String, String> labels) {
        return workload(deployment(namespace, name), labels, Map.of(), "nginx", Verdict.HEALTHY);
    }

    public static Workload annotated(String namespace, String name, Map<String, String> notes) {
        return workload(deployment(namespace, name), Map.of(), notes, "nginx", Verdict.HEALTHY);
    }

    public static PlatformResource resource(
            PlatformResource.Role role,
            ObjectKey key,
            @Nullable ObjectKey parent,
            Verdict verdict,
            ObjectKey... children) {
        return new PlatformResource(
                key,
                "platform.acme.io/v1",
                role,
                Map.of(),
                Map.of(),
                parent,
                List.of(children),
                "",
                false,
                verdict,
                List.of());
    }

    public static Application application(
            String name, String path, Application.Destination destination, ObjectKey... managed) {
        return new Application(
                new ObjectKey("argoproj.io", "Application", "argocd", name),
                Map.of("team", "a"),
                Map.of(),
                "default",
                List.of(
                        new Application.Origin(
                                "https://git.example.com/acme/" + name + ".git", path, "", "main")),
                destination,
                "Synced",
                Verdict.HEALTHY,
                List.of("c0ffee"),
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                Arrays.stream(managed)
                        .map(key -> new Application.Managed(key, "Synced", ""))
                        .toList(),
                null);
    }

    public static PolicyReport report(String name, PolicyReport.Result... results) {
        return new PolicyReport(
                new ObjectKey("wgpolicyk8s.io", "PolicyReport", "shop", name), List.of(results));
    }

    public static PolicyReport.Result result(ObjectKey subject, String rule, String outcome) {
        return new PolicyReport.Result(
                subject, "limits", rule, "kyverno", outcome, "high", "Best", "told", NOON);
    }
}
