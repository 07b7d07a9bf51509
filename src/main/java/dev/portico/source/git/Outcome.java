package dev.portico.source.git;

import dev.portico.catalog.Reading;
import dev.portico.model.Problem;
import org.jspecify.annotations.Nullable;

/// What became of one file.
///
/// @param reading null when the file is as it was read last, or can't be read now
/// @param follows null when nothing is known of the file
/// @param problem why it can't be read now
record Outcome(
        Found found,
        @Nullable Reading reading,
        @Nullable Follows follows,
        boolean present,
        @Nullable Problem problem) {}
