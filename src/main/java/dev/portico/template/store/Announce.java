package dev.portico.template.store;

import dev.portico.platform.jobs.JobQueue;
import dev.portico.platform.sql.Tx;
import dev.portico.template.action.WakeKeys;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;

/// Tells all nodes, when the transaction is committed, what happened to a task.
public final class Announce {
    /// An event was written.
    public static final String EVENT = "event";

    /// A task can go on.
    public static final String OPEN = "open";

    /// Who runs it must let it go; behind the task stands the fence before which all must.
    public static final String STOP = "stop";

    /// A task waits for keys from now on; they follow, a line each, or [#MANY].
    public static final String WAIT = "wait";

    /// Stands for more keys than a signal takes.
    public static final String MANY = "*";

    /// Kind of the jobs that are noted for tasks that can go on.
    public static final String JOB = "task";

    private static final String CHANNEL = "portico_tasks";

    /// PostgreSQL takes 8,000 bytes in all.
    private static final int MOST_BYTES = 7_000;

    private Announce() {}

    static void event(Tx tx, UUID task) {
        tx.announce(CHANNEL, EVENT + " " + task);
    }

    /// @param fence who has an earlier one must stop
    static void stop(Tx tx, UUID task, long fence) throws SQLException {
        tell(tx, STOP, task + " " + fence);
    }

    /// Some tasks can go on.
    static void open(Tx tx, int count) throws SQLException {
        if (count > 0) {
            JobQueue.add(tx, JOB, count);
            tx.announce(CHANNEL, OPEN + " tasks");
        }
    }

    /// A task waits for keys.
    static void waits(Tx tx, Collection<String> keys) throws SQLException {
        String passing =
                keys.stream().filter(WakeKeys::isPassing).collect(Collectors.joining("\n"));
        if (!passing.isEmpty()) {
            boolean fits = passing.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
            tell(tx, WAIT, fits ? passing : MANY);
        }
    }

    private static void tell(Tx tx, String what, String task) throws SQLException {
        tx.execute("select pg_notify(?, ?)", CHANNEL, what + " " + task);
    }
}
