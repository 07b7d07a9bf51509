package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;

/// Objects of a small cluster, in which much hangs together.
final class RandomObjects {
    private final Random random;
    private final List<Supplier<String>> makers =
            List.of(
                    this::deployment,
                    this::deployment,
                    this::statefulSet,
                    this::rollout,
                    this::knative,
                    this::knativeDeployment,
                    this::cronJob,
                    this::job,
                    this::pod,
                    this::pod,
                    this::pod,
                    this::pod,
                    this::service,
                    this::ingress,
                    this::httpRoute,
                    this::namespace,
                    this::application,
                    this::secret,
                    this::xrd,
                    this::crd,
                    this::claim,
                    this::composite,
                    this::managed,
                    this::managed,
                    this::policy,
                    this::report);

    RandomObjects(Random random) {
        this.random = random;
    }

    JsonObject next() {
        return BookFixture.object(one(makers).get());
    }

    private <T> T one(List<T> several) {
        return several.get(random.nextInt(several.size()));
    }

    private String name() {
        return one(List.of("orders", "billing", "web"));
    }

    private String namespaceName() {
        return one(List.of("shop", "lab"));
    }

    private int few() {
        return random.nextInt(3);
    }

    private String object(String apiVersion, String kind, String name, String more) {
        return """
        apiVersion: %s
        kind: %s
        metadata:
          name: %s
          namespace: %s
          creationTimestamp: '2026-11-2%dT00:00:00Z'
          annotations: {%s}
        %s
        """
                .formatted(apiVersion, kind, name, namespaceName(), few(), annotations(), more);
    }

    private String annotations() {
        return one(
                List.of(
                        "",
                        "",
                        "portico.dev/add-to-catalog: 'true'",
                        "portico.dev/add-to-catalog: 'true', portico.dev/owner: team-a",
                        "terasky.backstage.io/add-to-catalog: 'true', portico.dev/links: '{'"));
    }

    private String template() {
        return "{metadata: {labels: {app: %s}}, spec: {containers: [{name: app, image: 'x:%d'}]}}"
                .formatted(name(), few());
    }

    private String scaled(String more) {
        return """
        spec: {replicas: %d, template: %s}
        status: {replicas: %d, readyReplicas: %d, updatedReplicas: %d%s}
        """
                .formatted(few(), template(), few(), few(), few(), more);
    }

    private String deployment() {
        return object("apps/v1", "Deployment", name(), scaled(""));
    }

    private String statefulSet() {
        return object("apps/v1", "StatefulSet", name(), scaled(", updateRevision: r2"));
    }

    private String rollout() {
        return object(
                "argoproj.io/v1alpha1",
                "Rollout",
                name(),
                scaled(", observedGeneration: '0', phase: Progressing"));
    }

    private String knative() {
        return object(
                "serving.knative.dev/v1",
                "Service",
                name(),
                "spec: {template: "
                        + template()
                        + "}\nstatus: {conditions: [{type: Ready, status:"
                        + " 'True'}]}");
    }

    private String knativeDeployment() {
        String name = name();
        return object(
                        "apps/v1",
                        "Deployment",
                        one(List.of("orders", "r1-deployment", "r2-deployment")),
                        scaled(""))
                .replace(
                        "  annotations:",
                        "  labels: {serving.knative.dev/service: "
                                + name
                                + "}\n"
                                + "  ownerReferences: [{apiVersion: serving.knative.dev/v1, kind:"
                                + " Revision, name: r1}]\n  annotations:");
    }

    private String cronJob() {
        return object(
                "batch/v1",
                "CronJob",
                name(),
                "spec: {suspend: " + random.nextBoolean() + "}\nstatus: {}");
    }

    private String job() {
        String owner =
                one(
                        List.of(
                                "",
                                "{apiVersion: batch/v1, kind: CronJob, name: " + name() + "}",
                                "{apiVersion: x/v1, kind: Workflow, name: w}"));
        String status =
                one(
                        List.of(
                                "active: 1",
                                "conditions: [{type: Failed, status: 'True', message: no}]",
                                "conditions: [{type: Complete, status: 'True'}]"));
        return object("batch/v1", "Job", one(List.of("j1", "j2", "j3")), "status: {" + status + "}")
                .replace("  annotations:", "  ownerReferences: [" + owner + "]\n  annotations:");
    }

    private String pod() {
        String owner =
                one(
                        List.of(
                                "apiVersion: apps/v1, kind: ReplicaSet, name: " + name() + "-7d",
                                "apiVersion: apps/v1, kind: ReplicaSet, name: r1-deployment-7d",
                                "apiVersion: apps/v1, kind: StatefulSet, name: " + name(),
                                "apiVersion: batch/v1, kind: Job, name: j1",
                                "apiVersion: batch/v1, kind: Job, name: j2",
                                "apiVersion: v1, kind: Node, name: n1"));
        String label = one(List.of("pod-template-hash", "rollouts-pod-template-hash"));
        String status =
                one(
                        List.of(
                                "phase: Running, conditions: [{type: Ready, status: 'True'}]",
                                "phase: Pending, containerStatuses: [{name: app, restartCount: 2,"
                                        + " state: {waiting: {reason: ErrImagePull}}}]",
                                "phase: Failed, reason: Evicted",
                                "phase: Succeeded",
                                "phase: Pending, conditions: [{type: Ready, status: 'False',"
                                        + " lastTransitionTime: '2026-11-23T11:00:00Z'}]"));
        return object(
                        "v1",
                        "Pod",
                        one(List.of("p1", "p2", "p3", "p4", "p5", "p6")),
                        "status: {" + status + "}")
                .replace(
                        "  annotations:",
                        "  labels: {%s: 7d, controller-revision-hash: r2}\n  ownerReferences: [{%s}]\n  annotations:"
                                .formatted(label, owner));
    }

    private String service() {
        return object(
                "v1",
                "Service",
                name(),
                """
                spec: {type: LoadBalancer, selector: {app: %s}}
                status: {loadBalancer: {ingress: [{ip: 10.0.0.%d}]}}
                """
                        .formatted(name(), few()));
    }

    private String ingress() {
        return object(
                "networking.k8s.io/v1",
                "Ingress",
                name(),
                "spec: {rules: [{host: %s.example.com, http: {paths: [{backend: {service: {name: %s}}}]}}]}"
                        .formatted(name(), name()));
    }

    private String httpRoute() {
        return object(
                "gateway.networking.k8s.io/v1",
                "HTTPRoute",
                name(),
                "spec: {hostnames: [%s.example.org], rules: [{backendRefs: [{name: %s}]}]}"
                        .formatted(name(), name()));
    }

    private String namespace() {
        return """
        apiVersion: v1
        kind: Namespace
        metadata: {name: %s, annotations: {terasky.backstage.io/owner: team-%d}}
        """
                .formatted(namespaceName(), few());
    }

    private String application() {
        return object(
                "argoproj.io/v1alpha1",
                "Application",
                name(),
                "spec: {destination: {%s}}\nstatus: {health: {status: Healthy}}"
                        .formatted(
                                one(
                                        List.of(
                                                "server: 'https://kubernetes.default.svc'",
                                                "server: 'https://spoke1.example.com'",
                                                "server: 'https://spoke2.example.com'",
                                                "name: spoke3"))));
    }

    private String secret() {
        int number = 1 + few();
        return """
        apiVersion: v1
        kind: Secret
        metadata: {name: s%d, namespace: argocd}
        server: https://spoke%d.example.com
        name: spoke%d
        """
                .formatted(few(), number, number);
    }

    private String xrd() {
        String kind = one(List.of("XBucket", "XTopic"));
        return """
        apiVersion: apiextensions.crossplane.io/v1
        kind: CompositeResourceDefinition
        metadata: {name: %s}
        spec:
          group: acme.io
          scope: %s
          names: {kind: %s}
          claimNames: {%s}
          versions: [{name: v1, served: true, referenceable: true}]
        status: {conditions: [{type: Established, status: '%s'}]}
        """
                .formatted(
                        kind.toLowerCase(Locale.ROOT),
                        one(List.of("Namespaced", "Cluster", "LegacyCluster")),
                        kind,
                        random.nextBoolean() ? "kind: " + kind.substring(1) : "",
                        few() > 0 ? "True" : "False");
    }

    private String crd() {
        String kind = one(List.of("Instance", "Queue"));
        return """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: %s}
        spec: {group: cloud.io, names: {kind: %s, categories: [%s]}}
        """
                .formatted(kind.toLowerCase(Locale.ROOT), kind, few() > 0 ? "managed" : "");
    }

    private String claim() {
        return object(
                "acme.io/v1",
                one(List.of("Bucket", "Topic")),
                name(),
                "spec: {resourceRef: {apiVersion: acme.io/v1, kind: XBucket, name: b1}}");
    }

    private String composite() {
        return object(
                "acme.io/v1",
                one(List.of("XBucket", "XTopic")),
                one(List.of("b1", "b2")),
                one(
                        List.of(
                                "spec: {crossplane: {resourceRefs: [{apiVersion: cloud.io/v1, kind:"
                                        + " Queue, name: q}]}}",
                                "spec: {claimRef: {apiVersion: acme.io/v1, kind: Bucket, name: web,"
                                        + " namespace: shop}}",
                                "status: {conditions: [{type: Synced, status: 'False', message: no}]}")));
    }

    private String managed() {
        String above =
                one(
                        List.of(
                                "labels: {crossplane.io/composite: b1}",
                                "labels: {crossplane.io/composite: b2}",
                                "ownerReferences: [{apiVersion: acme.io/v1, kind: XBucket, name:"
                                        + " b1}]"));
        return object(
                        "cloud.io/v1",
                        one(List.of("Instance", "Queue")),
                        name(),
                        "status: {conditions: [{type: Ready, status: 'True'}]}")
                .replace("  annotations:", "  " + above + "\n  annotations:");
    }

    private String policy() {
        return object(
                "policies.kyverno.io/v1",
                "NamespacedValidatingPolicy",
                name(),
                "status: {conditionStatus: {ready: " + random.nextBoolean() + "}}");
    }

    private String report() {
        return object(
                "wgpolicyk8s.io/v1alpha2",
                "PolicyReport",
                name(),
                "scope: {apiVersion: v1, kind: Pod, name: p1}\nresults: [{policy: p, rule: r,"
                        + " result: "
                        + one(List.of("pass", "fail"))
                        + "}]");
    }
}
