package dev.portico.source;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Takes what Git hosts send when something happened in a repository.
public interface Webhooks {
    /// Verifies a delivery and notes what it says. UNAUTHENTICATED without a signature, FORBIDDEN
    /// with a wrong one or when no secret is configured, INVALID_INPUT when it can't be read; then
    /// nothing else happens.
    Noted receive(Delivery delivery);

    /// What kind of host sent it.
    enum Sender {
        GITHUB,
        GITLAB,
        GITEA
    }

    /// One request of a Git host.
    ///
    /// @param headers by lower-case name
    record Delivery(Sender sender, Map<String, String> headers, byte[] body) {
        public Delivery {
            headers = Map.copyOf(headers);
        }

        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
        }
    }

    /// What came of it.
    ///
    /// @param status `noted`, `duplicate`, or `ignored` for an event that says nothing of content
    ///     and of no pull request
    /// @param sources names of the sources that are read again
    record Noted(String status, List<String> sources) {
        public Noted {
            sources = List.copyOf(sources);
        }
    }
}
