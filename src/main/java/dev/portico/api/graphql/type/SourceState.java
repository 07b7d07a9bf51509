package dev.portico.api.graphql.type;

import dev.portico.source.SourceReport;
import org.eclipse.microprofile.graphql.Description;

/// What a source is at.
@Description(
        "What a source is at: WAITING for its first read, READING, READY, UNREACHABLE (the last good"
                + " state stays), GONE (its entities go after the grace time), HELD (removals wait"
                + " for a person).")
public enum SourceState {
    WAITING,
    READING,
    READY,
    UNREACHABLE,
    GONE,
    HELD;

    static SourceState of(SourceReport.State state) {
        return switch (state) {
            case WAITING -> WAITING;
            case READING -> READING;
            case READY -> READY;
            case UNREACHABLE -> UNREACHABLE;
            case GONE -> GONE;
            case HELD -> HELD;
        };
    }
}
