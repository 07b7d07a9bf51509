package dev.portico.notify;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.portico.catalog.ChangeCursor;
import dev.portico.catalog.ChangeLog;
import dev.portico.catalog.LoggedChange;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.query.CatalogQuery;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// The change log from a cursor on, for everyone outside who follows the catalog. A change is told
/// once reads of this node reflect it.
///
/// Followers who are at the same place share what was read, so that the database answers once per
/// change and not once per follower.
@Singleton
public final class ChangeEvents {
    static final int PAGE = 500;
    private static final int PAGES = 32;

    /// Pages read for one answer at most, so that a narrow filter over a long log ends in time.
    private static final int PAGES_AT_ONCE = 20;

    private static final Duration SHARED = Duration.ofSeconds(10);

    private final ChangeLog log;
    private final CatalogQuery query;
    private final Cache<ChangeCursor, Page> pages =
            Caffeine.newBuilder().maximumSize(PAGES).expireAfterWrite(SHARED).build();

    ChangeEvents(ChangeLog log, CatalogQuery query) {
        this.log = log;
        this.query = query;
    }

    /// Some changes that fit.
    ///
    /// @param next where to go on: behind all that was looked at, whether it fitted or not
    /// @param more whether there may be more behind `next` already
    public record Slice(List<LoggedChange> changes, ChangeCursor next, boolean more) {
        public Slice {
            changes = List.copyOf(changes);
        }
    }

    /// The place behind everything that reads reflect. UNAVAILABLE.
    public ChangeCursor now() {
        return log.end(query.position());
    }

    /// The next changes behind a cursor that fit, as many as there are and at most `limit`.
    ///
    /// GONE, with the way to a snapshot, for a cursor that is older than the log; INVALID_INPUT for
    /// one of another database; UNAVAILABLE while the database is away.
    public Slice read(ChangeCursor after, Predicate<LoggedChange> filter, int limit) {
        List<LoggedChange> found = new ArrayList<>();
        ChangeCursor at = after;
        for (int pass = 0; pass < PAGES_AT_ONCE; pass++) {
            Page page = page(at);
            for (LoggedChange change : page.changes()) {
                at = change.cursor();
                if (filter.test(change)) {
                    found.add(change);
                }
                if (found.size() == limit) {
                    return new Slice(found, at, true);
                }
            }
            if (page.changes().isEmpty() && at.position() < page.upTo()) {
                at = log.end(page.upTo()); // transactions without a change
            }
            if (page.changes().size() < PAGE && at.position() >= query.position()) {
                return new Slice(found, at, false);
            }
        }
        return new Slice(found, at, true);
    }

    /// Changes of the log up to a position.
    private record Page(List<LoggedChange> changes, long upTo) {}

    /// One read for all who ask for the same at once; what is empty is not kept.
    private Page page(ChangeCursor after) {
        Page page =
                pages.get(
                        after,
                        key -> {
                            long upTo = query.position();
                            return new Page(log.changes(key, upTo, PAGE), upTo);
                        });
        if (page.changes().isEmpty()) {
            boolean unused = pages.asMap().remove(after, page);
        }
        return page;
    }

    /// Waits until there may be something behind a cursor; answers whether there is.
    public boolean await(ChangeCursor after, Duration patience) {
        try {
            query.awaitPosition(after.position() + 1, patience);
            return true;
        } catch (PorticoException e) {
            if (e.code() != ErrorCode.UNAVAILABLE) {
                throw e;
            }
            return query.position() > after.position();
        }
    }
}
