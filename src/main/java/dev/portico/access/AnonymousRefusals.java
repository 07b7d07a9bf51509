package dev.portico.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Counts refused requests without a credential by address and minute, so that a flood of them
/// makes one record a minute and not one each. Beyond 10,000 addresses in a minute the rest is
/// one.
final class AnonymousRefusals {
    private static final int MOST_ADDRESSES = 10_000;
    private static final String REST = "others";

    private final Clock clock;
    private final Map<String, Map<String, Long>> byAddress = new HashMap<>();
    private Instant minute;

    AnonymousRefusals(Clock clock) {
        this.clock = clock;
        this.minute = now();
    }

    /// What came from one address within a minute.
    ///
    /// @param acts how many by what was asked for
    record Minute(Instant start, String address, long count, Map<String, Long> acts) {}

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MINUTES);
    }

    synchronized void count(@Nullable String address, String act) {
        String from = Objects.requireNonNullElse(address, "unknown");
        if (byAddress.size() >= MOST_ADDRESSES && !byAddress.containsKey(from)) {
            from = REST;
        }
        byAddress.computeIfAbsent(from, _ -> new TreeMap<>()).merge(act, 1L, Long::sum);
    }

    /// The records of a minute that is over; none while it lasts.
    synchronized List<AuditRecord> ended() {
        return Duration.between(minute, now()).isZero() ? List.of() : all();
    }

    /// Those counted until now; begins anew.
    synchronized List<AuditRecord> all() {
        List<AuditRecord> records = new ArrayList<>();
        byAddress.forEach(
                (address, acts) -> {
                    long count = acts.values().stream().mapToLong(Long::longValue).sum();
                    records.add(
                            AuditLog.refused(new Minute(minute, address, count, Map.copyOf(acts))));
                });
        byAddress.clear();
        minute = now();
        return records;
    }
}
