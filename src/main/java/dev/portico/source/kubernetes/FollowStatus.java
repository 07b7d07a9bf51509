package dev.portico.source.kubernetes;

import dev.portico.runtime.RuntimeStream;
import io.quarkus.logging.Log;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How the following of a cluster goes, told to people once for each turn. For one thread.
final class FollowStatus {
    private final String cluster;
    private final Outbox outbox;
    private final Clock clock;
    private @Nullable Instant staleSince;
    private @Nullable String error;
    private String version = "";
    private Map<String, String> unseen = Map.of();
    private boolean told;

    FollowStatus(String cluster, Outbox outbox, Clock clock) {
        this.cluster = cluster;
        this.outbox = outbox;
        this.clock = clock;
    }

    void lost(String why) {
        if (staleSince == null) {
            staleSince = clock.instant();
            Log.warnf("cluster lost cluster=%s reason=%s", cluster, why);
        }
        error = why;
        write();
    }

    /// The server answers.
    void reached(String newVersion) {
        if (!newVersion.isEmpty()) {
            version = newVersion;
        }
        if (staleSince != null) {
            Log.infof(
                    "cluster back cluster=%s seconds=%d",
                    cluster, Duration.between(staleSince, clock.instant()).toSeconds());
        }
        staleSince = null;
        error = null;
        write();
    }

    /// Everything was listed.
    void complete(long millis) {
        if (!told) {
            told = true;
            Log.infof("cluster followed cluster=%s version=%s ms=%d", cluster, version, millis);
        }
    }

    void unseen(Map<String, String> now) {
        unseen = now;
        write();
    }

    boolean isLost() {
        return staleSince != null;
    }

    /// Written only when it differs; when the database is away the next turn does it.
    void write() {
        boolean _ = outbox.status(new RuntimeStream.Status(staleSince, error, version, unseen));
    }
}
