package dev.portico.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The place of a row in its order, from which paging goes on.
///
/// @param values the row's lower-cased value for each order, null for a missing one
/// @param uid the entity's uid, which breaks ties
public record PageKey(List<@Nullable String> values, String uid) {
    public PageKey {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }
}
