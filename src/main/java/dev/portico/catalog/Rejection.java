package dev.portico.catalog;

import dev.portico.model.EntityRef;
import dev.portico.model.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A document that was kept out, with every problem it has.
///
/// @param location as in [Declaration]
/// @param document number of the YAML document in the file, from 1; 0 for the file as a whole
/// @param ref what the document would have been, as far as that can be known
public record Rejection(
        String location,
        int document,
        @Nullable EntityRef ref,
        List<Problem> problems,
        Provenance provenance) {
    public Rejection {
        problems = List.copyOf(problems);
    }
}
