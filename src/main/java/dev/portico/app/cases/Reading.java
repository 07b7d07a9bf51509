package dev.portico.app.cases;

import dev.portico.platform.yaml.Position;
import dev.portico.platform.yaml.Positions;
import java.util.ArrayList;
import java.util.List;

/// What is found wrong while a file is read.
final class Reading {
    private final String file;
    private final Positions positions;
    private final List<String> problems = new ArrayList<>();

    Reading(String file, Positions positions) {
        this.file = file;
        this.positions = positions;
    }

    Position at(String pointer) {
        return positions.at(pointer);
    }

    Position keyAt(String pointer) {
        return positions.keyAt(pointer);
    }

    void problem(Position at, String sentence) {
        problems.add(line(file, at, sentence));
    }

    static String line(String file, Position at, String sentence) {
        return file + ":" + at.line() + ":" + at.column() + ": " + sentence;
    }

    void requireNone() throws UnusableException {
        if (!problems.isEmpty()) {
            throw new UnusableException(problems);
        }
    }
}
