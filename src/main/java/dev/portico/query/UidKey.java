package dev.portico.query;

import dev.portico.platform.PorticoException;
import java.util.UUID;

/// A uid as the index stores and compares it.
record UidKey(long high, long low) {
    /// Reads a uid that a page key brought back.
    static UidKey parse(String uid) {
        try {
            UUID parsed = UUID.fromString(uid);
            if (parsed.toString().equals(uid)) {
                return new UidKey(
                        EntityFields.sortable(parsed.getMostSignificantBits()),
                        EntityFields.sortable(parsed.getLeastSignificantBits()));
            }
        } catch (IllegalArgumentException _) {
            // said below
        }
        throw PorticoException.invalid(
                "The cursor names the uid '"
                        + uid
                        + "', which is none; use a cursor as it was answered.");
    }

    static boolean isUid(String text) {
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
