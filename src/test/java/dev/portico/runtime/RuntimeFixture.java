package dev.portico.runtime;

import dev.portico.catalog.CatalogFixture;
import dev.portico.catalog.ChangeLog;
import dev.portico.catalog.SourceLease;
import dev.portico.model.SourceClass;
import dev.portico.query.CatalogIndex;
import dev.portico.runtime.store.DeploymentTable;
import dev.portico.runtime.store.ReadStreams;
import dev.portico.runtime.store.StreamTable;
import dev.portico.runtime.store.TransitionTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/// The runtime state on a database of its own, with any number of nodes that follow it.
final class RuntimeFixture implements AutoCloseable {
    final CatalogFixture catalog;
    final ClusterStreams writer;
    final TransitionTable transitions;
    final DeploymentTable deploymentTable;
    private final Path folder;
    private final List<Node> nodes = new ArrayList<>();

    RuntimeFixture(DataSource database, Path folder) {
        this.catalog = new CatalogFixture(database);
        this.writer = new ClusterStreams(new StreamTable(catalog.sql));
        this.transitions = new TransitionTable(catalog.sql);
        this.deploymentTable = new DeploymentTable(catalog.sql);
        this.folder = folder;
        catalog.signal.start();
    }

    SourceLease cluster(String name) {
        return catalog.source("kubernetes:" + name, SourceClass.KUBERNETES);
    }

    RuntimeStream stream(String name) {
        return writer.open(cluster(name), name);
    }

    Node node() {
        Node node = new Node(folder.resolve("node" + nodes.size()));
        nodes.add(node);
        return node;
    }

    static ConditionFactory await() {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .failFast("interrupted", Thread.currentThread()::isInterrupted);
    }

    static void until(Callable<Boolean> condition) {
        await().until(condition);
    }

    long count(String table) {
        return catalog.sql.onSnapshot(
                tx ->
                        tx.queryOne("select count(*) from " + table, row -> row.getLong(1))
                                .orElseThrow());
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
        catalog.signal.close();
    }

    /// One running program, as far as reads of the runtime state go.
    final class Node {
        final CatalogIndex index;
        final RuntimeMemory memory = new RuntimeMemory();
        final LiveRuntime query;
        final RuntimeFollower follower;
        private boolean closed;

        private Node(Path indexFolder) {
            ChangeLog log = new ChangeLog(catalog.feed, catalog.signal);
            index = new CatalogIndex(log, indexFolder, Duration.ZERO);
            index.start();
            query = new LiveRuntime(memory, index, transitions, deploymentTable);
            follower =
                    new RuntimeFollower(
                            new ReadStreams(catalog.sql),
                            memory,
                            new EntityFollower(index, memory),
                            log,
                            new RuntimePurge(transitions, () -> Duration.ofDays(90)));
            follower.start();
        }

        void close() {
            if (!closed) {
                closed = true;
                follower.stop();
                index.close();
            }
        }
    }
}
