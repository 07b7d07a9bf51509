package dev.portico.query;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What an index on disk is a copy of: written into each commit.
///
/// @param positionId random id of the transaction at that position; nil at position 0
record CommitMark(UUID database, long position, UUID positionId) {
    static final UUID NIL = new UUID(0, 0);

    Map<String, String> userData() {
        return Map.of(
                "format", EntityFields.FORMAT,
                "database", database.toString(),
                "position", Long.toString(position),
                "positionId", positionId.toString());
    }

    /// Empty when an older or foreign program wrote it.
    static Optional<CommitMark> parse(Map<String, String> userData) {
        if (!EntityFields.FORMAT.equals(userData.get("format"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new CommitMark(
                            UUID.fromString(userData.getOrDefault("database", "")),
                            Long.parseLong(userData.getOrDefault("position", "")),
                            UUID.fromString(userData.getOrDefault("positionId", ""))));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    CommitMark at(long newPosition, UUID newPositionId) {
        return new CommitMark(database, newPosition, newPositionId);
    }
}
