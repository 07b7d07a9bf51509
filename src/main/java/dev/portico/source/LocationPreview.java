package dev.portico.source;

import dev.portico.model.Entity;
import dev.portico.model.Problem;
import java.util.List;

/// Reads what a location would bring if it were registered, and stores nothing.
public interface LocationPreview {
    /// INVALID_INPUT when the type or the host is not allowed; any other code when it can't be
    /// read now.
    Preview preview(String type, String target);

    /// @param entities the Location entity that would stand for it, then every entity found, as
    ///     they would be declared: without uid, etag and relations
    /// @param problems what is wrong with what was read; with an error in it nothing would stand
    record Preview(List<Entity> entities, List<Problem> problems) {
        public Preview {
            entities = List.copyOf(entities);
            problems = List.copyOf(problems);
        }
    }
}
