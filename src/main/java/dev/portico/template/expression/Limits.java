package dev.portico.template.expression;

/// What one render may use. A work unit is one node evaluated, one element of a list visited or 64
/// characters of text made.
///
/// @param source UTF-16 code units of the template
/// @param nodes nodes of its syntax tree
/// @param work work units
/// @param depth how deep evaluation may nest
/// @param output UTF-16 code units written, and of any text made on the way
/// @param calls calls of filters and functions that are not built in
public record Limits(int source, int nodes, int work, int depth, int output, int calls) {
    public static final Limits DEFAULT =
            new Limits(4 << 20, 1_000_000, 1_000_000, 512, 16 << 20, 4096);
}
