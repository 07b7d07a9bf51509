package dev.portico.api.graphql.type;

import dev.portico.notify.SubscriberStatus;
import org.eclipse.microprofile.graphql.Description;

/// What a webhook subscriber is at.
@Description(
        "What a webhook subscriber is at: WAITING for a node to begin, READY for more, RETRYING what it did not take, STOPPED until someone resumes it.")
public enum SubscriberState {
    WAITING,
    READY,
    RETRYING,
    STOPPED;

    static SubscriberState of(SubscriberStatus.State state) {
        return switch (state) {
            case WAITING -> WAITING;
            case READY -> READY;
            case RETRYING -> RETRYING;
            case STOPPED -> STOPPED;
        };
    }
}
