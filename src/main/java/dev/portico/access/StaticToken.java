package dev.portico.access;

import java.util.List;
import java.util.Optional;

/// Settings of a token that is not made by the program, as Backstage's `externalAccess` of type
/// `static` has them. Who brings it is `service:<name>`.
public interface StaticToken {
    /// What is sent with each call; at least 32 characters.
    String secret();

    /// Permissions it is limited to, with `*` for all that begin so; else not limited.
    Optional<List<String>> scopes();
}
