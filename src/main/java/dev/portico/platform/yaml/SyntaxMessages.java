package dev.portico.platform.yaml;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Puts what the YAML parser complains about in words for the author of the file.
final class SyntaxMessages {
    private SyntaxMessages() {}

    static YamlProblem of(MarkedYamlEngineException e, int firstLine) {
        Position position =
                e.getProblemMark()
                        .or(e::getContextMark)
                        .map(mark -> new Position(firstLine + mark.getLine(), mark.getColumn() + 1))
                        .orElseGet(() -> new Position(firstLine, 1));
        String context =
                e.getContextMark()
                        .filter(mark -> firstLine + mark.getLine() != position.line())
                        .map(mark -> " (it began in line " + (firstLine + mark.getLine()) + ")")
                        .orElse("");
        @Nullable String where = e.getContext();
        String message =
                "This is not valid YAML: "
                        + (where == null || where.isBlank() ? "" : where + ": ")
                        + reason(e.getProblem())
                        + context
                        + ".";
        return problem(message, position);
    }

    private static String reason(@Nullable String problem) {
        if (problem == null || problem.isBlank()) {
            return "it can't be read here";
        }
        String reason = problem.strip().replaceAll("\\.$", "");
        if (reason.contains("\\t(TAB)")) {
            return "a tab stands where only spaces may indent";
        }
        if (reason.contains("character '%'")) {
            return reason + "; a template is not YAML before it is rendered";
        }
        if (reason.contains("mapping values are not allowed here")) {
            return "a ': ' is not expected here; put a text that contains ': ' in quotes, and"
                    + " check the indentation";
        }
        return reason;
    }

    static YamlProblem of(YamlEngineException e, String text, int firstLine) {
        if (e instanceof ReaderException reader) {
            return problem(
                    "The character U+%04X is not allowed in YAML.".formatted(reader.getCodePoint()),
                    positionOf(text, reader.getCodePoint(), firstLine));
        }
        return problem("This is not valid YAML.", new Position(firstLine, 1));
    }

    private static Position positionOf(String text, int codePoint, int firstLine) {
        int index = Math.max(0, text.indexOf(codePoint));
        int line = firstLine;
        int lineStart = 0;
        for (int i = 0; i < index; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new Position(line, text.codePointCount(lineStart, index) + 1);
    }

    private static YamlProblem problem(String message, Position position) {
        return new YamlProblem("yaml-syntax", message, "", null, null, position);
    }
}
