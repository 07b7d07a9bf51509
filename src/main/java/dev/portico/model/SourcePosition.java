package dev.portico.model;

import org.jspecify.annotations.Nullable;

/// Where something was written.
///
/// @param source name of the source, as `git:https://git.example.com/acme/orders`
/// @param file path within the repository, or the URL of the file
/// @param commit the commit it was read at, when there is one
/// @param document number of the YAML document in the file, from 1
/// @param line line in the file, from 1
/// @param column column in the line, from 1
public record SourcePosition(
        String source, String file, @Nullable String commit, int document, int line, int column) {
    public SourcePosition at(int newDocument, int newLine, int newColumn) {
        return new SourcePosition(source, file, commit, newDocument, newLine, newColumn);
    }

    /// `file:line:column`, as compilers print it.
    public String shortForm() {
        return file + ":" + line + ":" + column;
    }
}
