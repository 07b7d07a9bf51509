package dev.portico.source.git;

import dev.portico.platform.PlatformConfig;
import dev.portico.source.Source;
import dev.portico.source.SourceTrigger;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Watches the local repositories among the sources, and tells when one has a new commit.
@Singleton
final class LocalWatch {
    private static final long SHORTEST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 800;
    private static final int PAUSE_PER_WORK = 20;
    private static final int SWEEPS_PER_LISTING = 8;

    private final GitSourceProvider configured;
    private final SelfSourceProvider own;
    private final SourceTrigger trigger;
    private final boolean ingest;
    private final LocalSweep sweep;
    private @Nullable Thread thread;

    LocalWatch(
            GitSourceProvider configured,
            SelfSourceProvider own,
            SourceTrigger trigger,
            PlatformConfig platform,
            Clock clock) {
        this.sweep = new LocalSweep(clock);
        this.configured = configured;
        this.own = own;
        this.trigger = trigger;
        this.ingest = platform.roles().contains(PlatformConfig.Role.INGEST);
    }

    void start(@Observes StartupEvent event) {
        if (ingest) {
            thread = Thread.ofPlatform().name("portico-watch").daemon().start(this::loop);
        }
    }

    private void loop() {
        for (int round = 0; !Thread.currentThread().isInterrupted(); round++) {
            long start = System.nanoTime();
            try {
                if (round % SWEEPS_PER_LISTING == 0) {
                    List<Source> sources = new ArrayList<>(configured.sources());
                    sources.addAll(own.sources());
                    sweep.watch(sources);
                }
                sweep.sweep().forEach(name -> trigger.changed(name, "watch"));
            } catch (RuntimeException e) {
                Log.warnf("watching local repositories failed reason=%s", e.getMessage());
            }
            try {
                Thread.sleep(pauseMillis(System.nanoTime() - start));
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    /// Longer after a long sweep, so that many repositories take a small share of one core, but
    /// always so that a change is noticed within a second.
    private static long pauseMillis(long workNanos) {
        return Math.clamp(
                workNanos / 1_000_000 * PAUSE_PER_WORK,
                SHORTEST_PAUSE_MILLIS,
                LONGEST_PAUSE_MILLIS);
    }

    @PreDestroy
    void stop() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}
