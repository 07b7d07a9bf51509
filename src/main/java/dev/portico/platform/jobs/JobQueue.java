package dev.portico.platform.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.portico.platform.sql.Tx;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;

/// A queue of jobs of one kind. A job says only that there is something to do; what, the work finds
/// out when it runs. So a job may be done for nothing, and the job of a node that died is done
/// again by another.
public final class JobQueue implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final Duration END = Duration.ofSeconds(1);

    private final Scheduler scheduler;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /// @param limit how many are done at once on this node, at least 1
    /// @param work does one; runs on a virtual thread of its own
    public JobQueue(DataSource dataSource, String kind, int limit, String node, Runnable work) {
        scheduler =
                Scheduler.create(
                                dataSource,
                                Tasks.oneTime(kind, Void.class)
                                        .onDeadExecutionRevive()
                                        .execute((_, _) -> work.run()))
                        .tableName("job")
                        .schedulerName(new SchedulerName.Fixed(node))
                        .threads(limit)
                        .executorService(threads)
                        .pollUsingLockAndFetch(0.5, 1.0)
                        .pollingInterval(LOOK)
                        .heartbeatInterval(BEAT)
                        .shutdownMaxWait(END)
                        .failureLogging(LogLevel.OFF, false)
                        .build();
    }

    /// Notes jobs; they are done when the transaction is committed.
    public static void add(Tx tx, String kind, int count) throws SQLException {
        if (count > 0) {
            // long due, so that clocks that differ delay nothing
            tx.update(
                    """
                    insert into job (task_name, task_instance, execution_time, picked, version)
                    select ?, gen_random_uuid()::text, timestamptz '2000-01-01', false, 1
                    from generate_series(1, ?)
                    """,
                    kind,
                    count);
        }
    }

    public void start() {
        scheduler.start();
    }

    /// Looks for jobs at once.
    public void check() {
        scheduler.triggerCheckForDueExecutions();
    }

    /// Takes no more jobs and ends; those that run should be told to end before.
    @Override
    public void close() {
        scheduler.stop();
        threads.shutdownNow();
    }
}
