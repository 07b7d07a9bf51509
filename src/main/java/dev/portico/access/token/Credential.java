package dev.portico.access.token;

import dev.portico.access.principal.Caller;
import java.time.Instant;
import java.util.UUID;

/// A secret that the program knows by its hash, and who brings it.
public final class Credential {
    /// What it is.
    enum Kind {
        /// From the configuration, or of the machine itself.
        FIXED,
        TOKEN,
        SESSION
    }

    private final Kind kind;
    private final UUID id;
    private final Caller caller;
    private final long expires;
    private volatile long used;

    Credential(Kind kind, UUID id, Caller caller, Instant expires) {
        this.kind = kind;
        this.id = id;
        this.caller = caller;
        this.expires = expires.toEpochMilli();
    }

    Kind kind() {
        return kind;
    }

    UUID id() {
        return id;
    }

    public Caller caller() {
        return caller;
    }

    boolean isGood(long now) {
        return now < expires;
    }

    /// Notes that it was used, to the second.
    void use(long now) {
        if (now - used > 1_000) {
            used = now;
        }
    }

    /// When it was used last since the program started; 0 for never.
    long used() {
        return used;
    }

    /// Whether the same secret says the same of who brings it.
    boolean same(Credential other) {
        return id.equals(other.id)
                && expires == other.expires
                && caller.principal().equals(other.caller.principal());
    }
}
