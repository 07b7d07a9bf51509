package dev.portico.catalog;

import dev.portico.model.SourcePosition;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A file to be read as entity descriptors, and all that is known about where it stands.
///
/// @param content the bytes as they stand in the file
/// @param start name of the source, file and commit; document, line and column are 1
/// @param location as in [Declaration]
/// @param forcedAnnotations set on every entity whatever the document says
///     (`backstage.io/managed-by-location` and `-origin-location`)
/// @param defaultAnnotations set where the document does not (`backstage.io/source-location`,
///     `view-url`, `edit-url`)
/// @param parent ref of the Location entity that led here, or null
public record DescriptorFile(
        byte[] content,
        SourcePosition start,
        String location,
        Admission admission,
        Map<String, String> forcedAnnotations,
        Map<String, String> defaultAnnotations,
        @Nullable String parent) {}
