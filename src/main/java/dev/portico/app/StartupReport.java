package dev.portico.app;

import dev.portico.platform.PlatformConfig;
import dev.portico.platform.StartupNotice;
import dev.portico.source.SourceReport;
import dev.portico.source.Sources;
import io.quarkus.arc.All;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Ends the start with a few lines for a person: where everything is at once, and what the catalog
/// holds when the sources have been read or after a while.
@Singleton
final class StartupReport {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PATIENCE_FOR_A_FIRST_SOURCE = Duration.ofSeconds(3);
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Sources sources;
    private final List<StartupNotice> notices;
    private final PlatformConfig platform;
    private volatile boolean stopping;
    private volatile @Nullable Thread reporting;
    private final Console console = new Console(null);

    StartupReport(Sources sources, @All List<StartupNotice> notices, PlatformConfig platform) {
        this.platform = platform;
        this.sources = sources;
        this.notices = List.copyOf(notices);
    }

    void onStart(@ObservesAsync HttpServerStart server) {
        if (LaunchMode.current() != LaunchMode.TEST) {
            StartSettings settings =
                    new StartSettings(
                            platform.dataDir(),
                            server.options().getHost(),
                            server.options().getPort(),
                            Optional.empty());
            reporting = Thread.ofVirtual().name("startup-report").start(() -> report(settings));
        }
    }

    /// A program that is stopped while it still waits for its sources asks them no more.
    void onStop(@Observes ShutdownEvent event) {
        stopping = true;
        @Nullable Thread thread = reporting;
        try {
            if (thread != null) {
                thread.join(PATIENCE_AT_THE_END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void report(StartSettings settings) {
        try {
            summary(settings).addresses().forEach(console::say);
            long started = System.nanoTime();
            while (!stopping && waits(Duration.ofNanos(System.nanoTime() - started))) {
                Thread.sleep(PAUSE);
            }
            if (!stopping) {
                summary(settings).contents().forEach(console::say);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean waits(Duration soFar) {
        List<SourceReport> reports = sources.reports();
        Duration patience = reports.isEmpty() ? PATIENCE_FOR_A_FIRST_SOURCE : PATIENCE;
        boolean done = !reports.isEmpty() && StartupSummary.settled(reports);
        return !done && soFar.compareTo(patience) < 0;
    }

    private StartupSummary summary(StartSettings settings) {
        List<String> texts = new ArrayList<>();
        notices.forEach(notice -> notice.text().ifPresent(texts::add));
        return new StartupSummary(settings.url(), settings.dataFolder(), sources.reports(), texts);
    }
}
