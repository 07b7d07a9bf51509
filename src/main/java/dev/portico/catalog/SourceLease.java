package dev.portico.catalog;

import dev.portico.model.SourceClass;

/// The right to write for a source, held by one node at a time.
///
/// @param fence grows with each holder; a delta with an older one is refused with CONFLICT
public record SourceLease(String source, SourceClass sourceClass, long fence) {}
