package dev.portico.template.expression;

import java.util.List;

/// What a template uses.
///
/// @param paths variables with the members behind them, without those that the template sets or
///     binds itself
/// @param filters filters, in order
/// @param tests tests behind `is`, in order
/// @param functions called functions by name, in order; macros of the template are left out
public record References(
        List<Path> paths, List<Use> filters, List<Use> tests, List<Use> functions) {
    /// A variable with members: `parameters.name` is `[parameters, name]`; it ends before a
    /// member that is computed.
    ///
    /// @param guarded whether the template says what to do when it does not exist: `default`,
    ///     `is defined`, `or`
    /// @param line counted from 1
    /// @param column counted from 1
    public record Path(List<String> segments, boolean guarded, int line, int column) {
        public Path {
            segments = List.copyOf(segments);
        }

        @Override
        public String toString() {
            return String.join(".", segments);
        }
    }

    /// A use of a filter, a test or a function.
    ///
    /// @param arguments how many are given, those with names included
    public record Use(String name, int arguments, int line, int column) {}

    public References {
        paths = List.copyOf(paths);
        filters = List.copyOf(filters);
        tests = List.copyOf(tests);
        functions = List.copyOf(functions);
    }
}
