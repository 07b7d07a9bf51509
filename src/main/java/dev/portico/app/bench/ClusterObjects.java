package dev.portico.app.bench;

import java.io.IOException;

/// Writes Deployments into namespaces as they would stand there: each with a ReplicaSet and two
/// Pods, all ready. Plain objects, because no controller is there to make them.
final class ClusterObjects {
    /// Owners are told by name; nobody compares these.
    private static final String UID = "00000000-0000-4000-8000-000000000000";

    private static final String SINCE = "2026-01-01T00:00:00Z";

    private final ApiServer server;
    private final String prefix;
    private final int namespaces;
    private final int deployments;

    /// @param prefix of the namespaces' names, which end in their number
    /// @param deployments in all, spread evenly
    ClusterObjects(ApiServer server, String prefix, int namespaces, int deployments) {
        this.server = server;
        this.prefix = prefix;
        this.namespaces = namespaces;
        this.deployments = deployments;
    }

    int deployments() {
        return deployments;
    }

    /// Name of the namespace with this number.
    String namespace(int number) {
        return "%s-%04d".formatted(prefix, number);
    }

    /// Namespace of the Deployment with this number.
    String namespaceOf(int deployment) {
        return namespace(deployment % namespaces);
    }

    static String name(int deployment) {
        return "service-%05d".formatted(deployment);
    }

    void write() throws IOException, InterruptedException {
        ApiServer.inParallel(
                namespaces,
                number -> {
                    String name = namespace(number);
                    server.create(
                            "/api/v1/namespaces", "{\"metadata\":{\"name\":\"" + name + "\"}}");
                    // a Pod must have an account, which a controller would make
                    server.create(
                            "/api/v1/namespaces/" + name + "/serviceaccounts",
                            "{\"metadata\":{\"name\":\"default\"}}");
                });
        ApiServer.inParallel(deployments, this::write);
    }

    private void write(int number) throws IOException, InterruptedException {
        String name = name(number);
        String apps = "/apis/apps/v1/namespaces/" + namespaceOf(number);
        String template =
                """
                {"metadata":{"labels":{"app.kubernetes.io/name":"%1$s"}},"spec":{"containers":[
                {"name":"main","image":"registry.example.com/%1$s:1.0.0"}]}}
                """
                        .formatted(name);
        String spec =
                """
                "spec":{"replicas":2,"selector":{"matchLabels":{"app.kubernetes.io/name":"%s"}},
                "template":%s}
                """
                        .formatted(name, template);
        server.create(
                apps + "/deployments",
                """
                {"metadata":{"name":"%1$s","labels":{"app.kubernetes.io/name":"%1$s"}},%2$s}
                """
                        .formatted(name, spec));
        server.patch(
                apps + "/deployments/" + name + "/status",
                """
                {"status":{"observedGeneration":1,"replicas":2,"updatedReplicas":2,"readyReplicas":2,
                "availableReplicas":2,"conditions":[
                {"type":"Available","status":"True","reason":"MinimumReplicasAvailable",
                "lastUpdateTime":"%1$s","lastTransitionTime":"%1$s"},
                {"type":"Progressing","status":"True","reason":"NewReplicaSetAvailable",
                "lastUpdateTime":"%1$s","lastTransitionTime":"%1$s"}]}}
                """
                        .formatted(SINCE));
        server.create(
                apps + "/replicasets",
                """
                {"metadata":{"name":"%s-5d8f9c7b6","ownerReferences":[%s]},%s}
                """
                        .formatted(name, owner("Deployment", name), spec));
        for (String pod : new String[] {pod(number, 0), pod(number, 1)}) {
            write(pod, number);
            restarts(pod, number, 0);
        }
    }

    static String pod(int deployment, int number) {
        return name(deployment) + "-5d8f9c7b6-abcd" + number;
    }

    private void write(String pod, int number) throws IOException, InterruptedException {
        String name = name(number);
        server.create(
                "/api/v1/namespaces/" + namespaceOf(number) + "/pods",
                """
                {"metadata":{"name":"%s","labels":{"app.kubernetes.io/name":"%s",
                "pod-template-hash":"5d8f9c7b6"},"ownerReferences":[%s]},
                "spec":{"nodeName":"node-1","containers":[
                {"name":"main","image":"registry.example.com/%2$s:1.0.0"}]}}
                """
                        .formatted(pod, name, owner("ReplicaSet", name + "-5d8f9c7b6")));
    }

    private static String owner(String kind, String name) {
        return """
        {"apiVersion":"apps/v1","kind":"%s","name":"%s","uid":"%s","controller":true}
        """
                .formatted(kind, name, UID);
    }

    /// Writes the status of a Pod that is ready and has started so often before.
    void restarts(String pod, int deployment, int count) throws IOException, InterruptedException {
        server.patch(
                "/api/v1/namespaces/" + namespaceOf(deployment) + "/pods/" + pod + "/status",
                """
                {"status":{"phase":"Running","startTime":"%1$s","conditions":[
                {"type":"Ready","status":"True","lastTransitionTime":"%1$s"},
                {"type":"ContainersReady","status":"True","lastTransitionTime":"%1$s"}],
                "containerStatuses":[{"name":"main","image":"registry.example.com/%2$s:1.0.0",
                "imageID":"sha256:0","ready":true,"started":true,"restartCount":%3$d,
                "state":{"running":{"startedAt":"%1$s"}}}]}}
                """
                        .formatted(SINCE, name(deployment), count));
    }

    /// Gives a Deployment another version by its label.
    void version(int deployment, String version) throws IOException, InterruptedException {
        server.patch(
                "/apis/apps/v1/namespaces/"
                        + namespaceOf(deployment)
                        + "/deployments/"
                        + name(deployment),
                "{\"metadata\":{\"labels\":{\"app.kubernetes.io/version\":\"" + version + "\"}}}");
    }
}
