package dev.portico.scm;

import java.time.Instant;

/// A commit, in short.
///
/// @param author name of who wrote it
/// @param committedAt when it was committed
/// @param subject the first line of its message, at most 200 characters
public record GitCommit(String id, String author, Instant committedAt, String subject) {}
