package dev.portico.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the audit remembers. Read from the database: UNAVAILABLE while it is away.
public interface AuditTrail {
    /// The newest first.
    ///
    /// @param before only records of lower ids; null for the newest
    /// @param limit at most 1,000
    List<AuditRecord> newest(Filter filter, @Nullable Long before, int limit);

    /// The oldest first, for exports.
    ///
    /// @param after only records of higher ids
    /// @param limit at most 1,000
    List<AuditRecord> oldest(Filter filter, long after, int limit);

    /// Which records; what is null does not narrow.
    ///
    /// @param from at this time or later
    /// @param to before this time
    record Filter(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String actor,
            @Nullable String act,
            @Nullable String target,
            @Nullable AuditResult result) {
        public static final Filter ALL = new Filter(null, null, null, null, null, null);
    }
}
