package dev.portico.access.issuer;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import io.quarkus.logging.Log;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jose4j.jwk.JsonWebKey;
import org.jspecify.annotations.Nullable;

/// Keys that are read from elsewhere and kept. They are read anew every quarter of an hour, and for
/// a token that names one that is not known, but never more often than every 30 seconds. While they
/// can't be read those that are known go on.
final class CachedKeys implements Keys {
    private static final Duration FRESH = Duration.ofMinutes(15);
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Duration PAUSE_WITHOUT_ANY = Duration.ofSeconds(5);

    private final String owner;
    private final Supplier<List<JsonWebKey>> reader;
    private final Duration pause;
    private final Clock clock;
    private volatile @Nullable Known known;
    private Instant tried = Instant.MIN;
    private @Nullable PorticoException failure;

    private record Known(List<JsonWebKey> keys, Instant readAt) {}

    /// @param owner whose keys they are, for messages
    /// @param reader reads all keys; PorticoException when it can't
    CachedKeys(String owner, Supplier<List<JsonWebKey>> reader, Clock clock) {
        this(owner, reader, PAUSE, clock);
    }

    /// @param pause between two readings at least
    CachedKeys(String owner, Supplier<List<JsonWebKey>> reader, Duration pause, Clock clock) {
        this.owner = owner;
        this.reader = reader;
        this.pause = pause;
        this.clock = clock;
    }

    @Override
    public Optional<PublicKey> find(@Nullable String kid, String algorithm) {
        @Nullable Known now = known;
        if (now == null || now.readAt().plus(FRESH).isBefore(clock.instant())) {
            now = read(now);
        }
        Optional<PublicKey> found = KeyChoice.of(now.keys(), kid, algorithm);
        return found.isPresent() ? found : KeyChoice.of(read(now).keys(), kid, algorithm);
    }

    /// Reads the keys anew unless someone just did, or tried to.
    ///
    /// @param seen what was known; null for nothing
    private synchronized Known read(@Nullable Known seen) {
        @Nullable Known now = known;
        if (now != null && now != seen) {
            return now;
        }
        Duration wait =
                now == null && pause.compareTo(PAUSE_WITHOUT_ANY) > 0 ? PAUSE_WITHOUT_ANY : pause;
        if (tried == Instant.MIN || !clock.instant().isBefore(tried.plus(wait))) {
            tried = clock.instant();
            try {
                now = new Known(List.copyOf(reader.get()), clock.instant());
                known = now;
                failure = null;
            } catch (PorticoException e) {
                failure = e;
                Log.warnf("The keys of %s can't be read: %s", owner, e.text());
            }
        }
        if (now == null) {
            throw new PorticoException(
                    ErrorCode.UNAVAILABLE,
                    "The keys of "
                            + owner
                            + " can't be read now, so its tokens can't be checked; "
                            + (failure == null ? "try again." : failure.text()),
                    failure);
        }
        return now;
    }
}
