package dev.portico.platform.postgres;

import dev.portico.platform.Secret;

/// How to reach a running server.
public record ConnectionInfo(String jdbcUrl, String user, Secret password) {}
