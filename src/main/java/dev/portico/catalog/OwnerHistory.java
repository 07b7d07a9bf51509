package dev.portico.catalog;

import dev.portico.model.Claim;
import dev.portico.model.EntityRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who owned what before, and why. Read from the database: UNAVAILABLE while it is away. A limit
/// that a request breaks is INVALID_INPUT.
public interface OwnerHistory {
    /// Owners of an entity, those it got last first; also of an entity that was removed.
    ///
    /// @param limit at most 500
    /// @param beforePosition only owners it got at lower positions; null for all
    List<Span> owners(EntityRef ref, int limit, @Nullable Long beforePosition);

    /// The owners an entity had at a time; empty for none.
    List<Span> ownersAt(EntityRef ref, Instant at);

    /// What changed hands in a span of time, oldest first. That an entity came with an owner, or
    /// went, is no such change.
    List<Handover> handovers(HandoverRequest request);

    /// Why an entity got an owner.
    ///
    /// @param change the change that did it: its source, commit and actor
    /// @param claim what counted then, when it was a claim and not the entity's own document; null
    ///     too where that is not known any more
    record Reason(Cause change, @Nullable Claim claim) {}

    /// A time for which an entity had an owner.
    ///
    /// @param position where it got the owner
    /// @param to until when; null for now
    record Span(
            EntityRef owner, long position, Instant from, @Nullable Instant to, Reason reason) {}

    /// One entity that changed hands.
    ///
    /// @param from null for none before
    /// @param to null for none since
    record Handover(
            Place place,
            EntityRef entity,
            @Nullable EntityRef from,
            @Nullable EntityRef to,
            Instant at,
            Reason reason) {}

    /// Where a handover stands in the order of them.
    ///
    /// @param number among the owners of the entity that changed at that position, from 1
    record Place(long position, String ref, int number) {
        public static final Place START = new Place(0, "", 0);
    }

    /// Which handovers are asked for.
    ///
    /// @param from changes after this time
    /// @param to changes at this time or before, later than `from`; null for up to now
    /// @param owner only what this one had or got; null for all
    /// @param after only those behind this place
    /// @param limit from 1 to 500
    record HandoverRequest(
            Instant from,
            @Nullable Instant to,
            @Nullable EntityRef owner,
            Place after,
            int limit) {}
}
