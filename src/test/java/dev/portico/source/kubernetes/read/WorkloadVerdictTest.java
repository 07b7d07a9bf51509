package dev.portico.source.kubernetes.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What is said of Deployments, StatefulSets, DaemonSets, Rollouts, Knative Services and kinds
/// named in the configuration.
class WorkloadVerdictTest {
    private static final String META =
            """
            metadata: {name: orders, namespace: shop, generation: 2, labels: {app: orders}}
            """;
    private static final String TEMPLATE =
            """
              template:
                metadata: {labels: {app: orders}}
                spec: {containers: [{name: app, image: 'ghcr.io/acme/orders:1.4.0'}]}
            """;
    private static final String POD =
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: orders-7d-%1$s
              namespace: shop
              creationTimestamp: '2026-11-23T11:55:00Z'
              labels: {pod-template-hash: 7d}
              ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: orders-7d, controller: true}]
            status:
              phase: Pending
              %2$s
            ---
            """;

    private static String deployment(String spec, String status) {
        return "apiVersion: apps/v1\nkind: Deployment\n"
                + META
                + "spec:\n  replicas: 3\n"
                + spec
                + TEMPLATE
                + "status: {observedGeneration: 2, "
                + status
                + "}\n";
    }

    private static String pod(String name, String status) {
        return POD.formatted(name, status);
    }

    private static String waiting(String reason, String message) {
        return "containerStatuses: [{name: app, image: 'ghcr.io/acme/orders:1.4.0', restartCount: 4,"
                + " state: {waiting: {reason: "
                + reason
                + ", message: '"
                + message
                + "'}}}]";
    }

    @Test
    void aDeploymentWithAllReplicasIsHealthy() {
        BookFixture book =
                new BookFixture()
                        .put(
                                deployment(
                                        "",
                                        "replicas: 3, readyReplicas: 3, updatedReplicas: 3,"
                                                + " conditions: [{type: Progressing, status:"
                                                + " 'True', lastUpdateTime:"
                                                + " '2026-11-20T08:00:00Z'}]"));

        assertThat(book.verdict("orders")).isEqualTo("HEALTHY: ");
        assertThat(book.workload("orders").rolledOutAt())
                .isEqualTo(Instant.parse("2026-11-20T08:00:00Z"));
        assertThat(book.workload("orders").version()).isEqualTo("1.4.0");
        assertThat(book.workload("orders").apiVersion()).isEqualTo("apps/v1");
    }

    @Test
    void aRolloutThatGoesOnIsProgressing() {
        BookFixture book = new BookFixture();

        book.put(deployment("", "replicas: 4, readyReplicas: 3, updatedReplicas: 1"));
        assertThat(book.verdict("orders")).isEqualTo("PROGRESSING: 1 of 3 replicas are updated");

        book.put(deployment("", "replicas: 4, readyReplicas: 3, updatedReplicas: 3"));
        assertThat(book.verdict("orders")).isEqualTo("PROGRESSING: 1 old replica still there");
    }

    @Test
    void aChangeThatTheControllerHasNotSeenIsProgressing() {
        BookFixture book =
                new BookFixture()
                        .put(
                                deployment(
                                                "",
                                                "replicas: 3, readyReplicas: 3, updatedReplicas: 3,"
                                                        + " conditions: [{type: Progressing, status:"
                                                        + " 'False', reason:"
                                                        + " ProgressDeadlineExceeded}]")
                                        .replace("generation: 2,", "generation: 3,"));

        assertThat(book.verdict("orders"))
                .isEqualTo("PROGRESSING: the newest change has not been taken up yet");
    }

    @Test
    void aRolloutThatDidNotFinishInTimeIsDegradedWithThePodsReason() {
        String status =
                "replicas: 4, readyReplicas: 3, updatedReplicas: 1, conditions: [{type:"
                        + " Progressing, status: 'False', reason: ProgressDeadlineExceeded}]";
        BookFixture book =
                new BookFixture()
                        .put(
                                deployment("", status)
                                        + "---\n"
                                        + pod("x", waiting("ErrImagePull", "not found")));

        assertThat(book.verdict("orders"))
                .isEqualTo(
                        "DEGRADED: the rollout did not finish in time, 1 of 3 replicas are updated;"
                                + " pod orders-7d-x: cannot pull image ghcr.io/acme/orders:1.4.0"
                                + " (ErrImagePull: not found)");
    }

    @Test
    void podsThatCannotStartMakeItDegradedAndThreeAreNamed() {
        BookFixture book = new BookFixture();
        book.put(deployment("", "replicas: 3, updatedReplicas: 3"));
        assertThat(book.verdict("orders")).isEqualTo("PROGRESSING: 0 of 3 replicas are ready");

        for (String name : new String[] {"d", "c", "b", "a"}) {
            book.put(pod(name, waiting("CrashLoopBackOff", "back-off")));
        }

        assertThat(book.verdict("orders"))
                .isEqualTo(
                        "DEGRADED: 0 of 3 replicas are ready; pod orders-7d-a: container app keeps"
                                + " crashing (CrashLoopBackOff); pod orders-7d-b: container app keeps"
                                + " crashing (CrashLoopBackOff); pod orders-7d-c: container app keeps"
                                + " crashing (CrashLoopBackOff); and 1 more pod");
        assertThat(book.workload("orders").restarts()).isEqualTo(16);
    }

    @Test
    void saysWhyAPodDoesNotStart() {
        assertThat(
                        reason(
                                "conditions: [{type: PodScheduled, status: 'False', reason:"
                                        + " Unschedulable, message: '0/3 nodes are available: 3 Insufficient cpu.'}]"))
                .endsWith(
                        "pod orders-7d-x: no node takes it: 0/3 nodes are available: 3"
                                + " Insufficient cpu.");
        assertThat(reason(waiting("CreateContainerConfigError", "secret \"db\" not found")))
                .endsWith(
                        "container app cannot be created: secret \"db\" not found"
                                + " (CreateContainerConfigError)");
        assertThat(
                        reason(
                                "containerStatuses: [{name: app, restartCount: 9, state: {waiting:"
                                        + " {reason: CrashLoopBackOff}}, lastState: {terminated: {exitCode: 137,"
                                        + " reason: OOMKilled}}}]"))
                .endsWith("container app keeps crashing: out of memory (OOMKilled)");
        assertThat(
                        reason(
                                "containerStatuses: [{name: app, restartCount: 9, state: {waiting:"
                                        + " {reason: CrashLoopBackOff}}, lastState: {terminated: {exitCode: 1,"
                                        + " reason: Error, message: 'no database'}}}]"))
                .endsWith("container app keeps crashing (exit code 1): no database");
        assertThat(
                        reason(
                                "initContainerStatuses: [{name: migrate, image: 'x:1', state: {waiting:"
                                        + " {reason: ImagePullBackOff, message: 'Back-off pulling image'}}}]"))
                .endsWith("cannot pull image x:1 (ImagePullBackOff: Back-off pulling image)");
        assertThat(
                        reason(
                                "containerStatuses: [{name: app, state: {waiting: {reason:"
                                        + " RunContainerError}}}]"))
                .endsWith("container app cannot start (RunContainerError)");
    }

    @Test
    void aContainerThatCrashedOftenCrashesAlsoWhileItRuns() {
        assertThat(
                        reason(
                                "containerStatuses: [{name: app, ready: false, restartCount: 3, state:"
                                        + " {running: {}}, lastState: {terminated: {exitCode: 2}}}]"))
                .endsWith("container app keeps crashing (exit code 2)");
        assertThat(
                        reason(
                                "containerStatuses: [{name: app, ready: false, restartCount: 1, state:"
                                        + " {running: {}}, lastState: {terminated: {exitCode: 2}}}]"))
                .isEqualTo("PROGRESSING: 0 of 3 replicas are ready");
        assertThat(
                        reason(
                                "containerStatuses: [{name: app, state: {waiting: {reason:"
                                        + " ContainerCreating}}}]"))
                .isEqualTo("PROGRESSING: 0 of 3 replicas are ready");
    }

    private static String reason(String podStatus) {
        return new BookFixture()
                .put(
                        deployment("", "replicas: 3, updatedReplicas: 3")
                                + "---\n"
                                + pod("x", podStatus))
                .verdict("orders");
    }

    @Test
    void podsOnTheirWayOutAreNobodysTrouble() {
        BookFixture book =
                new BookFixture()
                        .put(
                                deployment("", "replicas: 3, updatedReplicas: 3")
                                        + "---\n"
                                        + pod("a", waiting("ErrImagePull", "no"))
                                                .replace(
                                                        "  labels:",
                                                        "  deletionTimestamp:"
                                                                + " '2026-11-23T11:59:00Z'\n"
                                                                + "  labels:")
                                        + pod("b", "reason: Evicted").replace("Pending", "Failed"));

        assertThat(book.verdict("orders")).isEqualTo("PROGRESSING: 0 of 3 replicas are ready");
    }

    @Test
    void aPodThatIsNotReadyForTooLongMakesItDegradedWhenTheTimeComes() {
        BookFixture book =
                new BookFixture()
                        .put(
                                deployment("", "replicas: 3, readyReplicas: 2, updatedReplicas: 3")
                                        + "---\n"
                                        + pod(
                                                "x",
                                                "conditions: [{type: Ready, status: 'False',"
                                                        + " lastTransitionTime:"
                                                        + " '2026-11-23T11:56:00Z'}]"));
        assertThat(book.verdict("orders")).isEqualTo("PROGRESSING: 2 of 3 replicas are ready");

        book.clock.now = Instant.parse("2026-11-23T12:05:59Z");
        assertThat(book.drain().last.isEmpty()).isTrue();
        book.clock.now = Instant.parse("2026-11-23T12:06:00Z");
        book.drain();

        assertThat(book.verdict("orders"))
                .isEqualTo(
                        "DEGRADED: 2 of 3 replicas are ready; pod orders-7d-x: not ready for more"
                                + " than 10 minutes");
        assertThat(book.drain().last.isEmpty()).isTrue();
    }

    @Test
    void aQuotaIsSaid() {
        BookFixture book =
                new BookFixture()
                        .put(
                                deployment(
                                        "",
                                        "conditions: [{type: ReplicaFailure, status: 'True', reason:"
                                                + " FailedCreate, message: 'exceeded quota: small'}]"));

        assertThat(book.verdict("orders"))
                .isEqualTo("DEGRADED: cannot make Pods: exceeded quota: small");
    }

    @Test
    void whatIsToRestIsSuspended() {
        String ready = "replicas: 3, readyReplicas: 3, updatedReplicas: 3";
        BookFixture book =
                new BookFixture()
                        .put(deployment("", "replicas: 0").replace("replicas: 3", "replicas: 0"));
        assertThat(book.verdict("orders")).isEqualTo("SUSPENDED: scaled to zero");

        book.put(deployment("  paused: true\n", ready));
        assertThat(book.verdict("orders"))
                .isEqualTo("SUSPENDED: paused, 3 of 3 replicas are ready");
    }

    private static String statefulSet(String strategy, String status) {
        return "apiVersion: apps/v1\nkind: StatefulSet\n"
                + META
                + "spec:\n  replicas: 3\n  updateStrategy: "
                + strategy
                + "\n"
                + TEMPLATE
                + "status: {observedGeneration: 2, replicas: 3, "
                + status
                + "}\n";
    }

    @Test
    void aStatefulSetKnowsRevisionAndPartition() {
        BookFixture book = new BookFixture();
        String revisions = ", currentRevision: orders-1, updateRevision: orders-2";
        String rolling = "{type: RollingUpdate, rollingUpdate: {partition: 1}}";

        book.put(statefulSet("{}", "readyReplicas: 3, updatedReplicas: 1" + revisions));
        assertThat(book.verdict("orders")).isEqualTo("PROGRESSING: 1 of 3 replicas are updated");

        book.put(statefulSet(rolling, "readyReplicas: 3, updatedReplicas: 1" + revisions));
        assertThat(book.verdict("orders"))
                .isEqualTo("PROGRESSING: 1 of 3 replicas are updated (partition 1)");

        book.put(statefulSet(rolling, "readyReplicas: 3, updatedReplicas: 2" + revisions));
        assertThat(book.verdict("orders")).isEqualTo("HEALTHY: ");

        book.put(statefulSet("{type: OnDelete}", "readyReplicas: 3" + revisions));
        assertThat(book.verdict("orders")).isEqualTo("HEALTHY: ");

        book.put(statefulSet("{}", "readyReplicas: 2, currentRevision: a, updateRevision: a"));
        assertThat(book.verdict("orders")).isEqualTo("PROGRESSING: 2 of 3 replicas are ready");
        assertThat(book.workload("orders").updated()).isEqualTo(3);
    }

    @Test
    void aStatefulSetRolledOutWhenTheOldestPodOfItsRevisionWasMade() {
        String pod =
                """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: orders-%d
                  namespace: shop
                  creationTimestamp: '2026-11-%dT10:00:00Z'
                  labels: {controller-revision-hash: %s}
                  ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: orders}]
                ---
                """;
        BookFixture book =
                new BookFixture()
                        .put(
                                pod.formatted(0, 10, "orders-1")
                                        + pod.formatted(1, 13, "orders-2")
                                        + pod.formatted(2, 12, "orders-2")
                                        + statefulSet(
                                                "{}",
                                                "currentRevision: orders-1, updateRevision:"
                                                        + " orders-2"));

        assertThat(book.workload("orders").rolledOutAt())
                .isEqualTo(Instant.parse("2026-11-12T10:00:00Z"));
    }

    @Test
    void aDaemonSetIsOnNodes() {
        String daemonSet =
                "apiVersion: apps/v1\nkind: DaemonSet\n" + META + "spec:\n" + TEMPLATE + "status: ";
        BookFixture book = new BookFixture();

        book.put(daemonSet + "{}");
        assertThat(book.verdict("orders")).startsWith("PROGRESSING");

        book.put(daemonSet + "{observedGeneration: 2, desiredNumberScheduled: 0}");
        assertThat(book.verdict("orders")).isEqualTo("HEALTHY: no node is selected");

        book.put(daemonSet + "{observedGeneration: 2, desiredNumberScheduled: 3, numberReady: 2}");
        assertThat(book.verdict("orders")).isEqualTo("PROGRESSING: ready on 2 of 3 nodes");

        book.put(
                daemonSet
                        + "{observedGeneration: 2, desiredNumberScheduled: 3, numberReady: 3,"
                        + " updatedNumberScheduled: 1}");
        assertThat(book.verdict("orders")).isEqualTo("PROGRESSING: updated on 1 of 3 nodes");
        assertThat(book.workload("orders").wanted()).isEqualTo(3);
    }

    private static String rollout(String status) {
        return "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\n"
                + META
                + "spec:\n  replicas: 2\n"
                + TEMPLATE
                + "status: "
                + status
                + "\n";
    }

    @Test
    void thePhaseOfARolloutCountsForItsGenerationAlone() {
        BookFixture book = new BookFixture();

        book.put(rollout("{observedGeneration: '1', phase: Healthy}"));
        assertThat(book.verdict("orders"))
                .isEqualTo("PROGRESSING: the newest change has not been taken up yet");

        book.put(rollout("{observedGeneration: '2', phase: Healthy}"));
        assertThat(book.verdict("orders")).isEqualTo("HEALTHY: ");

        book.put(rollout("{observedGeneration: '2', phase: Paused, message: CanaryPauseStep}"));
        assertThat(book.verdict("orders"))
                .isEqualTo("SUSPENDED: the rollout is paused: CanaryPauseStep");

        book.put(
                rollout(
                        "{observedGeneration: '2', phase: Degraded, abort: true, message:"
                                + " 'analysis failed'}"));
        assertThat(book.verdict("orders"))
                .isEqualTo("DEGRADED: the rollout was aborted: analysis failed");

        book.put(rollout("{observedGeneration: '2', readyReplicas: 1, updatedReplicas: 2}"));
        assertThat(book.verdict("orders")).isEqualTo("PROGRESSING: 1 of 2 replicas are ready");
    }

    @Test
    void podsOfARolloutAreFoundByItsOwnHash() {
        BookFixture book =
                new BookFixture()
                        .put(
                                rollout(
                                                "{observedGeneration: '2', phase: Progressing,"
                                                        + " readyReplicas: 1, updatedReplicas: 2}")
                                        + "---\n"
                                        + pod("x", waiting("ErrImagePull", "no"))
                                                .replace(
                                                        "pod-template-hash: 7d",
                                                        "rollouts-pod-template-hash: 7d"));

        assertThat(book.verdict("orders"))
                .isEqualTo(
                        "DEGRADED: 2 of 2 replicas are updated; pod orders-7d-x: cannot pull image"
                                + " ghcr.io/acme/orders:1.4.0 (ErrImagePull: no)");
    }

    @Test
    void aKnativeServiceHasTheNumbersOfItsRevisions() {
        String service =
                "apiVersion: serving.knative.dev/v1\nkind: Service\n"
                        + META
                        + "spec:\n"
                        + TEMPLATE
                        + "status: {observedGeneration: 2, url: 'https://orders.shop.example.com',"
                        + " conditions: [{type: Ready, status: '%s', reason: R, message: 'no'}]}\n";
        String revision =
                deployment("", "replicas: 3, readyReplicas: 2, updatedReplicas: 3")
                        .replace(
                                "{name: orders, namespace: shop, generation: 2, labels: {app:"
                                        + " orders}}",
                                "{name: orders-00001-deployment, namespace: shop, generation: 2,"
                                        + " labels: {serving.knative.dev/service: orders},"
                                        + " ownerReferences: [{apiVersion: serving.knative.dev/v1,"
                                        + " kind: Revision, name: orders-00001, controller: true}]}");
        BookFixture book = new BookFixture().put(revision);
        assertThat(book.told).isEmpty();

        book.put(service.formatted("True"));

        assertThat(book.told).hasSize(1);
        assertThat(book.verdict("orders")).isEqualTo("HEALTHY: ");
        assertThat(book.workload("orders").wanted()).isEqualTo(3);
        assertThat(book.workload("orders").ready()).isEqualTo(2);
        assertThat(book.workload("orders").hosts()).containsExactly("orders.shop.example.com");
        assertThat(book.put(service.formatted("False")).verdict("orders"))
                .isEqualTo("DEGRADED: no");
        assertThat(book.put(service.formatted("Unknown")).verdict("orders"))
                .isEqualTo("PROGRESSING: no");
    }

    @Test
    void aKindOfTheConfigurationIsReadByWhatItTells() {
        String worker = "apiVersion: acme.io/v1\nkind: Worker\n" + META;
        BookFixture book = new BookFixture();

        book.put(worker);
        assertThat(book.verdict("orders"))
                .isEqualTo("UNKNOWN: it tells neither replicas nor a condition 'Ready'");

        book.put(worker + "spec: {replicas: 2}\nstatus: {readyReplicas: 1}");
        assertThat(book.verdict("orders")).isEqualTo("PROGRESSING: 1 of 2 replicas are ready");

        book.put(
                worker
                        + "status: {conditions: [{type: Ready, status: 'False', message: 'broker"
                        + " lost'}]}");
        assertThat(book.verdict("orders")).isEqualTo("DEGRADED: broker lost");

        book.put(worker + "status: {conditions: [{type: Available, status: 'True'}]}");
        assertThat(book.verdict("orders")).isEqualTo("HEALTHY: ");
    }
}
