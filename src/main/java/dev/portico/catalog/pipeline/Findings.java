package dev.portico.catalog.pipeline;

import dev.portico.model.Problem;
import dev.portico.model.Severity;
import dev.portico.model.SourcePosition;
import dev.portico.platform.json.JsonValues;
import dev.portico.platform.yaml.Position;
import dev.portico.platform.yaml.YamlDocument;
import dev.portico.platform.yaml.YamlProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Collects everything that is wrong with one document, each with its place.
final class Findings {
    /// Further problems of one document are only counted.
    static final int MAX_PROBLEMS = 100;

    private static final int MAX_FOUND = 80;
    private static final Comparator<Problem> BY_PLACE =
            Comparator.<Problem>comparingInt(problem -> problem.position().line())
                    .thenComparingInt(problem -> problem.position().column());

    private final SourcePosition file;
    private final YamlDocument document;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> pointers = new HashSet<>();
    private boolean errors;
    private int left;

    Findings(SourcePosition file, YamlDocument document) {
        this.file = file;
        this.document = document;
        for (YamlProblem problem : document.problems()) {
            add(fromYaml(file, document.number(), problem));
        }
    }

    static Problem fromYaml(SourcePosition file, int document, YamlProblem problem) {
        return new Problem(
                problem.code(),
                Severity.ERROR,
                problem.message(),
                problem.pointer(),
                problem.found(),
                problem.allowed(),
                file.at(document, problem.position().line(), problem.position().column()));
    }

    /// Something is wrong with the value at a pointer.
    void error(
            String code,
            String message,
            String pointer,
            @Nullable Object found,
            @Nullable String allowed) {
        Position position = document.positions().at(pointer);
        add(Severity.ERROR, code, message, pointer, found, allowed, position);
    }

    /// A key should not be there, or not be called so.
    void errorAtKey(
            String code, String message, String pointer, String found, @Nullable String allowed) {
        Position position = document.positions().keyAt(pointer);
        add(Severity.ERROR, code, message, pointer, found, allowed, position);
    }

    void warning(String code, String message, String pointer, @Nullable Object found) {
        Position position = document.positions().at(pointer);
        add(Severity.WARNING, code, message, pointer, found, null, position);
    }

    private void add(
            Severity severity,
            String code,
            String message,
            String pointer,
            @Nullable Object found,
            @Nullable String allowed,
            Position position) {
        SourcePosition place = at(position);
        add(new Problem(code, severity, message, pointer, shown(found), allowed, place));
    }

    private void add(Problem problem) {
        errors |= problem.isError();
        pointers.add(problem.pointer());
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(problem);
        } else {
            left++;
        }
    }

    private SourcePosition at(Position position) {
        return file.at(document.number(), position.line(), position.column());
    }

    boolean hasErrors() {
        return errors;
    }

    /// Counts a value as spoken of.
    void cover(String pointer) {
        pointers.add(pointer);
    }

    /// True when something was said about exactly this value.
    boolean mentions(String pointer) {
        return pointers.contains(pointer);
    }

    /// All problems in the order of their places.
    List<Problem> problems() {
        List<Problem> sorted = new ArrayList<>(problems);
        sorted.sort(BY_PLACE);
        if (left > 0) {
            Problem last = sorted.getLast();
            sorted.add(
                    Problem.error(
                            "more-problems",
                            left + " more problems of this document are not shown.",
                            "",
                            last.position()));
        }
        return sorted;
    }

    private static @Nullable String shown(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        String text = value instanceof String string ? string : JsonValues.toJson(value);
        if (text.length() <= MAX_FOUND) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_FOUND - 1)) ? MAX_FOUND - 1 : MAX_FOUND;
        return text.substring(0, end) + "…";
    }
}
