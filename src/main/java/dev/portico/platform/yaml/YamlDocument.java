package dev.portico.platform.yaml;

import dev.portico.platform.json.JsonObject;
import java.util.List;
import java.util.Optional;

/// One document of a file, with its value or what is wrong with it.
///
/// Both may be there: a document with a key that stands twice can still be checked for the rest.
public final class YamlDocument {
    private final int number;
    private final int line;
    private final Optional<JsonObject> value;
    private final List<YamlProblem> problems;
    private final Positions positions;

    YamlDocument(
            int number,
            int line,
            Optional<JsonObject> value,
            List<YamlProblem> problems,
            Positions positions) {
        this.number = number;
        this.line = line;
        this.value = value;
        this.problems = List.copyOf(problems);
        this.positions = positions;
    }

    /// Number in the file, from 1; documents without content are not counted.
    public int number() {
        return number;
    }

    /// First line with content, from 1.
    public int line() {
        return line;
    }

    public Optional<JsonObject> value() {
        return value;
    }

    public List<YamlProblem> problems() {
        return problems;
    }

    public Positions positions() {
        return positions;
    }
}
