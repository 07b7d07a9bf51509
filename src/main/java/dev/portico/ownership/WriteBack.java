package dev.portico.ownership;

import dev.portico.ownership.store.EndedWork;
import dev.portico.ownership.writeback.WriteBackConfig;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Works on proposals and transfers in the background, on nodes with the role `tasks`. Several
/// nodes may: each row is worked on by one of them at a time.
@Singleton
public final class WriteBack {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofSeconds(5);
    private static final int LOOKS_BETWEEN_ALL = 60;
    private static final int LOOKS_BETWEEN_PURGES = 600;

    private final ProposalLoop loop;
    private final TransferLoop transfers;
    private final Proposals proposals;
    private final WriteBackConfig config;
    private final EndedWork endedWork;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private boolean closed;
    private @Nullable Thread thread;

    WriteBack(
            ProposalLoop loop,
            TransferLoop transfers,
            Proposals proposals,
            EndedWork endedWork,
            WriteBackConfig config) {
        this.endedWork = endedWork;
        this.loop = loop;
        this.transfers = transfers;
        this.proposals = proposals;
        this.config = config;
    }

    /// Starts and returns at once.
    public void start() {
        thread = Thread.ofVirtual().name("portico-write-back").start(this::run);
    }

    /// What is under way is done again by whoever works next.
    public void stop() {
        lock.lock();
        try {
            closed = true;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
        Thread running = thread;
        if (running != null) {
            running.interrupt();
            try {
                boolean unused = running.join(END);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        try {
            for (int round = 0; pause(); round++) {
                try {
                    work(round);
                } catch (PorticoException e) {
                    if (e.code() != ErrorCode.UNAVAILABLE) {
                        Log.error("Write-back failed", e);
                    }
                } catch (RuntimeException e) {
                    Log.error("Write-back failed", e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(int round) throws InterruptedException {
        if (config.auto() && round % LOOKS_BETWEEN_ALL == 0) {
            int wished = proposals.proposeAll();
            if (wished > 0) {
                Log.infof("proposals noted count=%d", wished);
            }
        }
        if (round % LOOKS_BETWEEN_PURGES == 0) {
            int unused = endedWork.purge(config.keep(), config.noFor());
        }
        boolean more = true;
        while (more && !isClosed()) {
            more = transfers.look() | loop.look();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private boolean pause() throws InterruptedException {
        lock.lock();
        try {
            long left = LOOK.toNanos();
            while (!closed && left > 0) {
                left = ended.awaitNanos(left);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }
}
