package dev.portico.platform.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Puts one text in the place of all that a pattern matches, in columns of tables.
///
/// @param pattern as PostgreSQL's advanced regular expressions are; case does not matter
/// @param replacement without a backslash
public record TextReplacement(String pattern, String replacement) {
    /// Replaces in the rows of a table; answers how many rows had something to be replaced.
    ///
    /// @param condition which rows, as SQL
    /// @param columns of type text; a name that ends with `::jsonb` is of that type
    public int in(Tx tx, String table, String condition, List<String> columns) throws SQLException {
        String set =
                columns.stream().map(TextReplacement::assignment).collect(Collectors.joining(", "));
        return tx.update(
                "update %s set %s where (%s) and (%s)"
                        .formatted(table, set, condition, matches(columns)),
                Stream.concat(
                                columns.stream().flatMap(_ -> Stream.of(pattern, replacement)),
                                parameters(columns).stream())
                        .toArray());
    }

    private static String assignment(String column) {
        String name = name(column);
        return isJson(column)
                ? "%1$s = regexp_replace(%1$s::text, ?, ?, 'gi')::jsonb".formatted(name)
                : "%1$s = regexp_replace(%1$s, ?, ?, 'gi')".formatted(name);
    }

    /// A condition for rows that have something to be replaced; takes [#parameters].
    public static String matches(List<String> columns) {
        return columns.stream()
                .map(column -> name(column) + (isJson(column) ? "::text ~* ?" : " ~* ?"))
                .collect(Collectors.joining(" or "));
    }

    /// What [#matches] takes.
    public List<String> parameters(List<String> columns) {
        return new ArrayList<>(Collections.nCopies(columns.size(), pattern));
    }

    private static boolean isJson(String column) {
        return column.endsWith("::jsonb");
    }

    private static String name(String column) {
        return column.replace("::jsonb", "");
    }
}
