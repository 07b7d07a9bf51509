package dev.portico.app.cases;

import dev.portico.platform.json.JsonObject;
import dev.portico.platform.yaml.Position;
import java.util.List;

/// One thing that a case expects.
sealed interface Check {
    /// Where it is written.
    Position at();

    /// A file is exactly so.
    record FileIs(Position at, String path, String text) implements Check {}

    /// A file has a text in it.
    record FileContains(Position at, String path, String text) implements Check {}

    /// A file is there and has not got a text in it.
    record FileLacks(Position at, String path, String text) implements Check {}

    /// There is no such file.
    record FileAbsent(Position at, String path) implements Check {}

    /// There are these files and no others.
    record AllFiles(Position at, List<String> paths) implements Check {
        public AllFiles {
            paths = List.copyOf(paths);
        }
    }

    /// A step ran, was skipped or failed.
    record StepIs(Position at, String id, State state) implements Check {}

    /// A step answered at least this.
    record StepAnswers(Position at, String id, JsonObject output) implements Check {}

    /// The template shows at least this at its end.
    record Output(Position at, JsonObject output) implements Check {}

    /// A line of the log has a text in it.
    record LogSays(Position at, String text) implements Check {}

    /// The run fails, and says so.
    record ErrorSays(Position at, String text) implements Check {}

    /// The form refuses a field, and says so.
    record FormSays(Position at, String field, String text) implements Check {}

    /// How a step may have ended.
    enum State {
        RAN,
        SKIPPED,
        FAILED
    }
}
