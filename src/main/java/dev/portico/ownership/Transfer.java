package dev.portico.ownership;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Entities that one owner hands over to another, as it stands.
///
/// @param from ref of the owner they had
/// @param to ref of the owner they get
/// @param actor who asked for it
/// @param endedAt null until every entity is done or refused
public record Transfer(
        UUID id,
        String from,
        String to,
        TransferWay way,
        TransferState state,
        String actor,
        Instant createdAt,
        @Nullable Instant endedAt,
        Counts counts) {
    /// How an entity gets its new owner.
    public enum TransferWay {
        /// By a claim in the portal, at once.
        CLAIMS,
        /// By a pull request for its file; one for each repository.
        PULL_REQUESTS
    }

    /// Whether a transfer goes on.
    public enum TransferState {
        RUNNING,
        /// Nothing more is claimed or opened until it is resumed.
        PAUSED,
        DONE
    }

    /// What became of one entity.
    public enum TransferItemState {
        WAITING,
        /// Its pull request is not merged yet.
        PROPOSED,
        DONE,
        REFUSED
    }

    /// Exact numbers of entities.
    public record Counts(long waiting, long proposed, long done, long refused) {
        public long total() {
            return waiting + proposed + done + refused;
        }
    }

    /// One entity.
    ///
    /// @param reason why it is refused, as a sentence; null when it is not
    public record Item(String ref, TransferItemState state, @Nullable String reason) {}

    /// What its proposals are about.
    String finding() {
        return "transfer " + id;
    }
}
