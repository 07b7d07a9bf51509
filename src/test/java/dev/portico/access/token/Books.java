package dev.portico.access.token;

import dev.portico.access.principal.Principal;
import dev.portico.access.store.AccessVersion;
import dev.portico.access.store.SessionTable;
import dev.portico.access.store.TokenTable;
import dev.portico.platform.sql.Sql;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What one node keeps of credentials, for tests.
public record Books(CredentialBook book, CredentialFollower follower) {
    public static Books on(Sql sql) {
        return on(sql, Clock.systemUTC());
    }

    public static Books on(Sql sql, Clock clock) {
        CredentialBook book = new CredentialBook(Map.of(), clock);
        return new Books(
                book,
                new CredentialFollower(
                        new AccessVersion(sql),
                        new TokenTable(sql, Duration.ofDays(30)),
                        new SessionTable(sql),
                        book,
                        new HostToken(Path.of("target", "host-token"), book)));
    }

    public Optional<Principal> who(String secret) {
        return book.find(secret).map(found -> found.caller().principal());
    }
}
