package dev.portico.catalog;

import dev.portico.catalog.store.ReadClaims;
import dev.portico.model.Claim;
import dev.portico.model.EntityRef;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What has been claimed, for those who keep it in memory or compare it with what they would say.
/// All methods are UNAVAILABLE while the database is away.
@Singleton
public final class Claims {
    private final ReadClaims readClaims;

    public Claims(ReadClaims readClaims) {
        this.readClaims = readClaims;
    }

    /// What changed behind a position of the change log, for a follower.
    ///
    /// @param position how far the log was read
    /// @param claims all claims now about each ref that was concerned; an empty list for none
    public record Batch(long position, Map<EntityRef, List<Claim>> claims) {
        public Batch {
            claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
        }
    }

    /// A claim and what it is about.
    public record Held(EntityRef ref, Claim claim) {}

    /// Everything that changed behind a position; 0 for all there is.
    public Batch read(long after) {
        return readClaims.read(after);
    }

    /// What one speaker says, by ref, field and rank.
    public List<Held> of(String source, String origin) {
        return readClaims.of(source, origin);
    }

    /// The entities whose primary declaration comes from a source, and its location.
    public Map<EntityRef, String> primaries(String source) {
        return readClaims.primaries(source);
    }
}
