package dev.portico.runtime.store;

import dev.portico.platform.sql.Tx;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.Observation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The transitions of one batch.
final class TransitionRows {
    /// A policy's rule that comes or goes with its object says nothing while it is content.
    private static final Set<String> CONTENT = Set.of("pass", "skip");

    private static final Observation.State NONE = new Observation.State("", "");

    private final String source;
    private final List<Row> rows = new ArrayList<>();

    TransitionRows(String source) {
        this.source = source;
    }

    private record Row(String key, String facet, String before, String after, String reason) {}

    void add(ObjectKey key, @Nullable Observation before, @Nullable Observation after) {
        Map<String, Observation.State> old = before == null ? Map.of() : before.states();
        Map<String, Observation.State> now = after == null ? Map.of() : after.states();
        Set<String> facets = new TreeSet<>(old.keySet());
        facets.addAll(now.keySet());
        for (String facet : facets) {
            Observation.State was = old.getOrDefault(facet, NONE);
            Observation.State is = now.getOrDefault(facet, NONE);
            boolean quiet =
                    (was.value().isEmpty() && CONTENT.contains(is.value()))
                            || (is.value().isEmpty() && CONTENT.contains(was.value()));
            if (!was.value().equals(is.value()) && !quiet) {
                rows.add(new Row(key.toString(), facet, was.value(), is.value(), is.reason()));
            }
        }
    }

    void save(Tx tx) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        tx.update(
                """
                insert into runtime_transition
                    (source, key, facet, value_before, value_after, reason, at)
                select ?, key, facet, value_before, value_after, reason, clock_timestamp()
                from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                  as new (key, facet, value_before, value_after, reason)
                """,
                source,
                texts(Row::key),
                texts(Row::facet),
                texts(Row::before),
                texts(Row::after),
                texts(Row::reason));
    }

    /// PostgreSQL's text can't hold the character NUL.
    private String[] texts(Function<Row, String> part) {
        return rows.stream().map(row -> part.apply(row).replace('\0', ' ')).toArray(String[]::new);
    }
}
