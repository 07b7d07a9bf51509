package dev.portico.source.kubernetes;

import dev.portico.catalog.SourceLease;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.runtime.RuntimeStream;
import dev.portico.source.kubernetes.read.ClusterBook;
import dev.portico.source.kubernetes.read.Draft;
import dev.portico.source.kubernetes.read.Subject;
import io.quarkus.logging.Log;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Follows one cluster while this node holds its lease, on one thread that owns the book. When the
/// cluster can't be reached for a minute it begins anew with files of the connection read again;
/// what it knows stays meanwhile.
final class ClusterFollower implements Runnable {
    private static final long FIRST_WAIT_MILLIS = 1_000;
    private static final long LONGEST_WAIT_MILLIS = 30_000;

    /// What others may see of it.
    ///
    /// @param drafts entities the cluster declares; null until it was listed completely
    /// @param subjects workloads with what mappings to entities decide on
    /// @param trouble why it can't be read now; null while it is
    /// @param url address of the API server; empty while not known
    record View(
            @Nullable List<Draft> drafts,
            Collection<Subject> subjects,
            @Nullable String trouble,
            String url) {
        static final View NOTHING = new View(null, List.of(), null, "");
    }

    /// What stays from one connection to the next.
    record Kept(
            ClusterSettings settings,
            ClusterBook book,
            Outbox outbox,
            FollowStatus status,
            boolean clusterSecrets) {}

    private final ClusterSettings settings;
    private final SourceLease lease;
    private final FollowTools tools;
    private final ClusterBook book;
    private volatile View view = View.NOTHING;
    private volatile @Nullable Thread thread;

    ClusterFollower(ClusterSettings settings, SourceLease lease, FollowTools tools) {
        this.settings = settings;
        this.lease = lease;
        this.tools = tools;
        this.book = tools.book(settings.name());
    }

    void start() {
        thread = Thread.ofVirtual().name("portico-cluster-" + settings.name()).start(this);
    }

    void stop() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    boolean hasEnded() {
        Thread running = thread;
        return running != null && !running.isAlive();
    }

    View view() {
        return view;
    }

    @Override
    public void run() {
        try {
            Outbox outbox = outbox();
            FollowStatus status = new FollowStatus(settings.name(), outbox, tools.clock());
            Kept kept = new Kept(settings, book, outbox, status, tools.clusterSecrets());
            long wait = FIRST_WAIT_MILLIS;
            while (!Thread.currentThread().isInterrupted()) {
                try (ClusterConnection connection = connect()) {
                    wait = FIRST_WAIT_MILLIS;
                    View before = view;
                    view =
                            new View(
                                    before.drafts(),
                                    before.subjects(),
                                    before.trouble(),
                                    connection.url());
                    new FollowSession(kept, connection, this).run();
                } catch (Unusable e) {
                    status.lost(e.why);
                    trouble(e.why);
                    TimeUnit.MILLISECONDS.sleep(wait);
                    wait = Math.min(wait * 2, LONGEST_WAIT_MILLIS);
                } catch (PorticoException e) {
                    if (e.code() == ErrorCode.CONFLICT) {
                        throw e;
                    }
                    Log.errorf(e, "following begins anew cluster=%s", settings.name());
                    TimeUnit.MILLISECONDS.sleep(LONGEST_WAIT_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (PorticoException e) {
            // another node follows it by now; the scheduler learns of it by itself
            Log.debugf("following ended cluster=%s reason=%s", settings.name(), e.text());
        } catch (RuntimeException e) {
            Log.errorf(e, "following a cluster ended cluster=%s", settings.name());
        }
    }

    /// The connection can't even be tried.
    private static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;
        private final String why;

        Unusable(PorticoException cause) {
            super(cause);
            this.why = cause.text();
        }
    }

    private ClusterConnection connect() throws Unusable {
        try {
            return ClusterConnection.open(settings.reach(), tools.allowExec());
        } catch (PorticoException e) {
            throw new Unusable(e);
        }
    }

    private Outbox outbox() throws InterruptedException {
        while (true) {
            try {
                RuntimeStream stream = tools.writer().open(lease, settings.name());
                return new Outbox(stream);
            } catch (PorticoException e) {
                if (!e.code().retryable()) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(FIRST_WAIT_MILLIS);
            }
        }
    }

    /// The entities the cluster declares may be others now.
    void declares() {
        View before = view;
        view = new View(book.drafts(), book.subjects(), before.trouble(), before.url());
        tools.changed(settings.source());
    }

    /// @param why null when it is over
    void trouble(@Nullable String why) {
        View before = view;
        if (!Objects.equals(why, before.trouble())) {
            view = new View(before.drafts(), before.subjects(), why, before.url());
            tools.changed(settings.source());
        }
    }
}
