package dev.portico.template.action.fetch;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.scm.PathGlobs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a skeleton becomes files.
///
/// @param context what its expressions see
/// @param untouched names of files that are copied as they are; only their names are rendered
/// @param extension of the files that are rendered, and that they lose; null for all files
/// @param replace whether what is there already is overwritten
record Rendering(
        JsonObject context,
        Languages.Style style,
        PathGlobs untouched,
        @Nullable String extension,
        boolean replace) {
    private static final String USUAL_EXTENSION = ".njk";

    /// What the inputs of the actions say; INVALID_INPUT when they contradict each other.
    ///
    /// @param extension false, null, true for `.njk`, or an ending
    static Rendering of(
            JsonObject values,
            Languages.Style style,
            @Nullable List<String> untouched,
            @Nullable Object extension,
            boolean replace) {
        String ending =
                switch (extension) {
                    case Boolean wanted -> wanted ? USUAL_EXTENSION : null;
                    case String text when !text.isEmpty() ->
                            text.startsWith(".") ? text : "." + text;
                    case null, default -> null;
                };
        if (ending != null && untouched != null) {
            throw PorticoException.invalid(
                    "copyWithoutTemplating and templateFileExtension can't be used together: both"
                            + " say which files are rendered.");
        }
        if (ending != null && style.cookiecutter()) {
            throw PorticoException.invalid(
                    "cookiecutterCompat and templateFileExtension can't be used together.");
        }
        return new Rendering(
                JsonObject.of(Map.of(style.root(), values.fields())),
                style,
                globs(untouched == null ? List.of() : untouched),
                ending,
                replace);
    }

    /// A pattern that matches a folder stands for all in it.
    private static PathGlobs globs(List<String> patterns) {
        List<String> all = new ArrayList<>(patterns);
        patterns.forEach(pattern -> all.add(pattern + "/**"));
        return PathGlobs.of(all);
    }

    boolean renders(String path) {
        return extension == null ? !untouched.matches(path) : path.endsWith(extension);
    }

    /// The name before it is rendered.
    String name(String path) {
        return extension != null && path.endsWith(extension)
                ? path.substring(0, path.length() - extension.length())
                : path;
    }
}
