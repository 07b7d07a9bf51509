package dev.portico.access.token;

import dev.portico.access.AccessFollower;
import dev.portico.access.Viewer;
import dev.portico.access.principal.Caller;
import dev.portico.access.principal.Principal;
import dev.portico.access.store.AccessVersion;
import dev.portico.access.store.SessionRow;
import dev.portico.access.store.SessionTable;
import dev.portico.access.store.TokenRow;
import dev.portico.access.store.TokenTable;
import dev.portico.access.token.Credential.Kind;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Reads tokens and sessions into memory whenever the database has others, and writes when tokens
/// were used.
@Singleton
public final class CredentialFollower implements AccessFollower {
    private static final long PAUSE_MILLIS = 700;
    private static final long UNKNOWN_NANOS = Duration.ofMillis(100).toNanos();
    private static final Duration USES = Duration.ofMinutes(1);

    private final AccessVersion version;
    private final TokenTable tokens;
    private final SessionTable sessions;
    private final CredentialBook book;
    private final HostToken host;
    private final Semaphore woken = new Semaphore(0);
    private volatile boolean stopped;
    private @Nullable Thread thread;
    private long read = -1;
    private long lookedAt = System.nanoTime() - UNKNOWN_NANOS;
    private Instant usesWritten = Instant.EPOCH;

    CredentialFollower(
            AccessVersion version,
            TokenTable tokens,
            SessionTable sessions,
            CredentialBook book,
            HostToken host) {
        this.version = version;
        this.tokens = tokens;
        this.sessions = sessions;
        this.book = book;
        this.host = host;
    }

    @Override
    public void start() {
        host.write();
        look();
        thread = Thread.ofVirtual().name("portico-credentials").start(this::follow);
    }

    @Override
    public void stop() {
        stopped = true;
        wake();
        @Nullable Thread running = thread;
        try {
            if (running != null) {
                running.join(Duration.ofSeconds(2));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void wake() {
        woken.release();
    }

    private void follow() {
        long uses = System.nanoTime();
        try {
            while (!stopped) {
                if (woken.tryAcquire(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                    woken.drainPermits();
                }
                look();
                if (stopped || System.nanoTime() - uses > USES.toNanos()) {
                    uses = System.nanoTime();
                    upkeep();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Reads what is new, for a secret that nobody here knows; but not for each of many.
    public synchronized void lookForUnknown() {
        if (System.nanoTime() - lookedAt >= UNKNOWN_NANOS) {
            look();
        }
    }

    /// Reads everything when anything is new. While the database is away what is known stays.
    public synchronized void look() {
        lookedAt = System.nanoTime();
        try {
            long now = version.current();
            if (now != read) {
                book.replace(stored());
                read = now;
            }
        } catch (PorticoException e) {
            Log.debugf(e, "Credentials can't be read now");
        }
    }

    private Map<String, Credential> stored() {
        Map<String, Credential> stored = new HashMap<>();
        for (TokenRow row : tokens.all()) {
            stored.put(row.hash(), credential(row));
        }
        for (SessionRow row : sessions.all()) {
            stored.put(row.hash(), credential(row));
        }
        return stored;
    }

    private static Credential credential(TokenRow row) {
        String shown = "token %s (%s)".formatted(row.name(), shortId(row.id()));
        Principal principal =
                row.subject().startsWith("user:")
                        ? Principal.user(row.subject(), shown)
                        : Principal.service(row.subject(), shown);
        Viewer.@Nullable Scopes scopes =
                row.scopes() == null ? null : new Viewer.Scopes(row.scopes());
        return new Credential(
                Kind.TOKEN, row.id(), new Caller(principal.limitedTo(scopes)), row.expiresAt());
    }

    static String shortId(UUID id) {
        return id.toString().substring(0, 8);
    }

    private static Credential credential(SessionRow row) {
        Principal principal =
                new Principal(
                        row.subject().startsWith("user:") ? Viewer.Type.USER : Viewer.Type.LOCAL,
                        row.subject(),
                        Set.copyOf(row.groups()),
                        row.admin(),
                        null,
                        row.credential(),
                        JsonObject.EMPTY,
                        null);
        return new Credential(Kind.SESSION, row.id(), new Caller(principal), row.expiresAt());
    }

    /// Writes when tokens were used, and forgets what has run out.
    void upkeep() {
        try {
            Map<UUID, Instant> used = book.usedAfter(usesWritten);
            if (!used.isEmpty()) {
                tokens.used(used);
                usesWritten = used.values().stream().max(Instant::compareTo).orElseThrow();
            }
            tokens.purge();
            sessions.purge();
        } catch (PorticoException e) {
            Log.debugf(e, "Uses of tokens can't be written now");
        }
    }
}
