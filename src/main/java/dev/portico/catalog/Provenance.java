package dev.portico.catalog;

import org.jspecify.annotations.Nullable;

/// Where exactly a declaration was read.
///
/// @param file path within the repository, or the URL of the file
/// @param commit the commit it was read at, when there is one
/// @param document number of the YAML document in the file, from 1
/// @param line first line of the document, from 1
/// @param parent ref of the Location entity that led to the file; null for a file the source
///     itself names
public record Provenance(
        String file, @Nullable String commit, int document, int line, @Nullable String parent) {}
