package dev.portico.source.kubernetes.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Jobs and CronJobs.
class JobsTest {
    private static final String CRON =
            """
            apiVersion: batch/v1
            kind: CronJob
            metadata: {name: billing, namespace: shop}
            spec:
              suspend: %s
              jobTemplate:
                spec:
                  template:
                    spec: {containers: [{name: app, image: 'acme/billing:2'}]}
            status: {lastSuccessfulTime: '2026-11-20T00:01:00Z'}
            ---
            """;
    private static final String JOB =
            """
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: %1$s
              namespace: shop
              creationTimestamp: '%2$s'
              ownerReferences: [%3$s]
            spec: {template: {spec: {containers: [{name: app, image: 'acme/billing:2'}]}}}
            status: {%4$s}
            ---
            """;
    private static final String BY_CRON =
            "{apiVersion: batch/v1, kind: CronJob, name: billing, controller: true}";
    private static final String FAILED =
            "conditions: [{type: Failed, status: 'True', reason: BackoffLimitExceeded, message:"
                    + " 'Job has reached the specified backoff limit'}]";
    private static final String DONE =
            "completionTime: '2026-11-22T00:01:00Z', conditions: [{type: Complete, status: 'True'}]";
    private static final String POD =
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: %1$s-x
              namespace: shop
              ownerReferences: [{apiVersion: batch/v1, kind: Job, name: %1$s, controller: true}]
            status: {%2$s}
            ---
            """;

    @Test
    void aJobOfItsOwnRunsCompletesOrFails() {
        BookFixture book = new BookFixture();
        String started = "2026-11-22T00:00:00Z";

        book.put(JOB.formatted("import", started, "", "active: 1, ready: 1, failed: 2"));
        assertThat(book.verdict("import")).isEqualTo("PROGRESSING: running after 2 failures");

        book.put(
                POD.formatted(
                        "import",
                        "phase: Failed, containerStatuses: [{name: app, state:"
                                + " {terminated: {exitCode: 137, reason: OOMKilled}}}]"));
        assertThat(book.verdict("import")).isEqualTo("PROGRESSING: running after 2 failures");

        book.put(JOB.formatted("import", started, "", FAILED));
        assertThat(book.verdict("import"))
                .isEqualTo(
                        "DEGRADED: failed: Job has reached the specified backoff limit; pod"
                                + " import-x: container app failed: out of memory (OOMKilled)");
        assertThat(book.workload("import").ready()).isZero();

        book.put(JOB.formatted("import", started, "", DONE));
        assertThat(book.verdict("import")).isEqualTo("HEALTHY: ");
        assertThat(book.workload("import").rolledOutAt())
                .isEqualTo(Instant.parse("2026-11-22T00:01:00Z"));
    }

    @Test
    void aJobThatSomethingElseRunsIsNoWorkload() {
        BookFixture book =
                new BookFixture()
                        .put(
                                JOB.formatted(
                                        "step",
                                        "2026-11-22T00:00:00Z",
                                        "{apiVersion: argoproj.io/v1alpha1, kind: Workflow, name: w}",
                                        DONE));

        assertThat(book.told).isEmpty();
    }

    @Test
    void aCronJobIsAsItsLastRun() {
        BookFixture book = new BookFixture().put(CRON.formatted("false"));
        assertThat(book.verdict("billing")).isEqualTo("HEALTHY: ");

        book.put(JOB.formatted("billing-1", "2026-11-21T00:00:00Z", BY_CRON, FAILED));
        assertThat(book.told).hasSize(1);
        assertThat(book.verdict("billing"))
                .isEqualTo(
                        "DEGRADED: the last run, job billing-1: failed: Job has reached the"
                                + " specified backoff limit");
        assertThat(book.workload("billing").ready()).isZero();

        book.put(JOB.formatted("billing-2", "2026-11-22T00:00:00Z", BY_CRON, "active: 1"));
        assertThat(book.verdict("billing")).startsWith("DEGRADED: the last run, job billing-1");

        book.put(JOB.formatted("billing-2", "2026-11-22T00:00:00Z", BY_CRON, DONE));
        assertThat(book.verdict("billing")).isEqualTo("HEALTHY: ");

        book.put(JOB.formatted("billing-3", "2026-11-23T00:00:00Z", BY_CRON, "active: 1"));
        book.put(
                POD.formatted(
                        "billing-3",
                        "phase: Pending, containerStatuses: [{name: app, image: 'acme/billing:2',"
                                + " restartCount: 1, state: {waiting: {reason: ErrImagePull}}}]"));
        assertThat(book.verdict("billing"))
                .isEqualTo(
                        "DEGRADED: the last run, job billing-3: running; pod billing-3-x: cannot"
                                + " pull image acme/billing:2 (ErrImagePull)");
        assertThat(book.workload("billing").restarts()).isEqualTo(1);

        book.put(CRON.formatted("true"));
        assertThat(book.verdict("billing")).isEqualTo("SUSPENDED: suspended");
    }

    @Test
    void aFailedRunOfBeforeTheLastSuccessIsForgiven() {
        BookFixture book =
                new BookFixture()
                        .put(
                                CRON.formatted("false")
                                        + JOB.formatted(
                                                "billing-0",
                                                "2026-11-19T00:00:00Z",
                                                BY_CRON,
                                                FAILED));

        assertThat(book.verdict("billing")).isEqualTo("HEALTHY: ");
    }
}
