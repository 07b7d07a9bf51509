package dev.portico.app.cases;

import dev.portico.app.cases.Check.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads what a case expects.
final class ExpectReader {
    private static final String FORM = "form";
    private static final Set<String> KEYS =
            Set.of("files", "allFiles", "steps", "output", "log", "error", FORM);

    private final List<Check> checks = new ArrayList<>();

    private ExpectReader() {}

    static List<Check> read(Part part) {
        Map<String, Part> fields = part.fields(KEYS);
        if (part.isMapping() && fields.isEmpty()) {
            part.problem(
                    "Nothing is expected, so this case could not fail; 'expect' takes "
                            + String.join(", ", KEYS.stream().sorted().toList())
                            + ".");
        }
        if (fields.containsKey(FORM) && fields.size() > 1) {
            part.problem(
                    "Where the form refuses the values nothing is run, so 'form' stands alone.");
        }
        ExpectReader reader = new ExpectReader();
        fields.forEach(reader::read);
        return reader.checks;
    }

    private void read(String key, Part part) {
        switch (key) {
            case "files" -> part.fields().forEach(this::file);
            case "allFiles" ->
                    checks.add(
                            new Check.AllFiles(
                                    part.at(), part.elements().stream().map(Part::text).toList()));
            case "steps" -> part.fields().forEach(this::step);
            case "output" -> checks.add(new Check.Output(part.at(), part.object()));
            case "log" ->
                    part.textsOrOne()
                            .forEach(it -> checks.add(new Check.LogSays(it.at(), it.text())));
            case "error" ->
                    part.textsOrOne()
                            .forEach(it -> checks.add(new Check.ErrorSays(it.at(), it.text())));
            default -> part.fields().forEach(this::form);
        }
    }

    private void file(String path, Part part) {
        if (part.isText()) {
            checks.add(new Check.FileIs(part.at(), path, part.text()));
            return;
        }
        Map<String, Part> fields = part.fields(Set.of("contains", "lacks", "absent"));
        fields.forEach(
                (key, value) -> {
                    switch (key) {
                        case "contains" ->
                                value.textsOrOne()
                                        .forEach(
                                                it ->
                                                        checks.add(
                                                                new Check.FileContains(
                                                                        it.at(), path, it.text())));
                        case "lacks" ->
                                value.textsOrOne()
                                        .forEach(
                                                it ->
                                                        checks.add(
                                                                new Check.FileLacks(
                                                                        it.at(), path, it.text())));
                        default -> absent(path, value, fields.size());
                    }
                });
        if (part.isMapping() && fields.isEmpty()) {
            part.problem(
                    "Nothing is expected of the file "
                            + path
                            + "; give its text, or absent, contains or lacks.");
        }
    }

    private void absent(String path, Part part, int keys) {
        if (!Boolean.TRUE.equals(part.value()) || keys > 1) {
            part.problem("Only 'absent: true' can be said of a file that is not to be there.");
        }
        checks.add(new Check.FileAbsent(part.at(), path));
    }

    private void step(String id, Part part) {
        if (part.isText()) {
            state(id, part);
            return;
        }
        Map<String, Part> fields = part.fields(Set.of("is", "output"));
        @Nullable Part state = fields.get("is");
        if (state != null) {
            state(id, state);
        }
        @Nullable Part output = fields.get("output");
        if (output != null) {
            checks.add(new Check.StepAnswers(output.at(), id, output.object()));
        }
        if (part.isMapping() && fields.isEmpty()) {
            part.problem("Nothing is expected of the step " + id + "; give 'is' or 'output'.");
        }
    }

    private void state(String id, Part part) {
        for (State state : State.values()) {
            if (state.name().toLowerCase(Locale.ROOT).equals(part.text())) {
                checks.add(new Check.StepIs(part.at(), id, state));
                return;
            }
        }
        part.problem("A step is 'ran', 'skipped' or 'failed', not '" + part.text() + "'.");
    }

    private void form(String field, Part part) {
        part.textsOrOne().forEach(it -> checks.add(new Check.FormSays(it.at(), field, it.text())));
    }
}
