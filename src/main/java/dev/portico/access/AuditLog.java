package dev.portico.access;

import dev.portico.access.store.AuditTable;
import dev.portico.platform.json.JsonObject;
import io.quarkus.logging.Log;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Writes the audit in batches, off the request's path: each record goes into the log category
/// `portico.audit` and to who else is told ([AuditExport]) at once, and into the table within half
/// a second. While the database is away up to 10,000 records wait; what comes then is in the log
/// alone, and their number is told.
@Singleton
public final class AuditLog implements Audit {
    private static final Logger LINES = Logger.getLogger("portico.audit");
    private static final int MOST_WAITING = 10_000;
    private static final int BATCH = 500;
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration PURGE_EVERY = Duration.ofMinutes(10);
    private static final Duration END = Duration.ofSeconds(5);

    private final AuditTable table;
    private final CurrentRequest request;
    private final Clock clock;
    private final Duration keep;
    private final AuditExport export;
    private final AnonymousRefusals refusals;
    private final BlockingQueue<AuditRecord> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong lost = new AtomicLong();
    private final List<AuditRecord> batch = new ArrayList<>();
    private volatile boolean closed;
    private @Nullable Thread thread;

    @Inject
    AuditLog(
            AuditTable table,
            CurrentRequest request,
            Clock clock,
            AccessConfig config,
            AuditExport export) {
        this(table, request, clock, config.auditKeep(), export);
    }

    AuditLog(
            AuditTable table,
            CurrentRequest request,
            Clock clock,
            Duration keep,
            AuditExport export) {
        this.table = table;
        this.request = request;
        this.clock = clock;
        this.keep = keep;
        this.export = export;
        this.refusals = new AnonymousRefusals(clock);
    }

    /// Begins to write.
    public void start() {
        thread = Thread.ofVirtual().name("portico-audit").start(this::loop);
    }

    /// Writes what waits and ends.
    public void stop() {
        closed = true;
        Thread running = thread;
        try {
            if (running != null) {
                running.interrupt();
                boolean unused = running.join(END);
            }
            export.end(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void record(Entry entry) {
        if (isOneOfMany(entry)) {
            refusals.count(request.address(), entry.act());
            return;
        }
        Viewer viewer = entry.viewer();
        keep(
                new AuditRecord(
                        0,
                        clock.instant(),
                        viewer.name(),
                        viewer.type().name().toLowerCase(Locale.ROOT),
                        viewer.credential(),
                        entry.act(),
                        entry.target(),
                        entry.result(),
                        entry.reason(),
                        request.address(),
                        request.id(),
                        entry.details()));
    }

    @Override
    public void refusedCredential(String act, @Nullable String address) {
        refusals.count(address, act);
    }

    /// What is refused to nobody is counted; of a sign-in that tells whose it was to be, each is
    /// kept.
    private static boolean isOneOfMany(Entry entry) {
        return !entry.viewer().isSignedIn()
                && entry.result() == AuditResult.REFUSED
                && (!entry.act().equals(SIGN_IN) || entry.details().isEmpty());
    }

    private void keep(AuditRecord record) {
        LINES.info(record.toJson().toJson());
        export.tell(record);
        if (!waiting.offer(record)) {
            lost.incrementAndGet();
        }
    }

    private void loop() {
        long purged = System.nanoTime() - PURGE_EVERY.toNanos();
        while (!closed) {
            try {
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
                refusals.ended().forEach(this::keep);
                write();
                if (System.nanoTime() - purged >= PURGE_EVERY.toNanos()) {
                    boolean more = table.purge(keep) > 0;
                    purged = more ? purged : System.nanoTime();
                }
            } catch (InterruptedException e) {
                break;
            } catch (RuntimeException e) {
                Log.debug("Audit not written yet", e);
            }
        }
        boolean unused = Thread.interrupted(); // the end is written without haste
        refusals.all().forEach(this::keep);
        try {
            write();
        } catch (RuntimeException e) {
            Log.warnf("Audit not stored records=%d", batch.size() + waiting.size());
        }
    }

    /// What fails stays in the batch and is written by the next.
    private void write() {
        long dropped = lost.getAndSet(0);
        if (dropped > 0) {
            Log.errorf(
                    "Audit was too long for the database; told in the log only records=%d",
                    dropped);
        }
        do {
            int unused = waiting.drainTo(batch, BATCH - batch.size());
            if (!batch.isEmpty()) {
                add();
                batch.clear();
            }
        } while (!waiting.isEmpty());
    }

    /// What the database can't take for another reason than being away, it won't take later either.
    private void add() {
        try {
            table.add(List.copyOf(batch));
        } catch (IllegalStateException e) {
            Log.errorf(e, "Audit told in the log only records=%d", batch.size());
        }
    }

    /// The record of one minute's refused requests without a credential.
    static AuditRecord refused(AnonymousRefusals.Minute minute) {
        return new AuditRecord(
                0,
                minute.start(),
                Viewer.ANONYMOUS.name(),
                "anonymous",
                Viewer.ANONYMOUS.credential(),
                "requests",
                "address:" + minute.address(),
                AuditResult.REFUSED,
                "The requests do not say who sends them.",
                minute.address(),
                null,
                JsonObject.of(Map.of("count", minute.count(), "acts", minute.acts())));
    }
}
