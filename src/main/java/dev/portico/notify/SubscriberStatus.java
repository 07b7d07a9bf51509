package dev.portico.notify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a webhook subscriber is doing.
///
/// @param host where events go
/// @param cursor id of the last event it took or that was not for it
/// @param position position of that
/// @param lag positions of the log behind it
/// @param failures attempts that failed since the last event it took
/// @param lastError why the last attempt failed, in a sentence; null when it did not
/// @param deliveredAt when it took its last event
/// @param nextTry when the event it did not take is sent again
public record SubscriberStatus(
        String name,
        String host,
        State state,
        @Nullable String cursor,
        long position,
        long lag,
        int failures,
        @Nullable String lastError,
        @Nullable Instant deliveredAt,
        @Nullable Instant nextTry) {
    /// What a subscriber is at.
    public enum State {
        /// No node has begun yet.
        WAITING,
        /// Takes what it is sent.
        READY,
        /// Did not take the last event; it is sent again.
        RETRYING,
        /// Gets nothing until a person resumes it.
        STOPPED
    }
}
