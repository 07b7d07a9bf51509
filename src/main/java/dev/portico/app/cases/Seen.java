package dev.portico.app.cases;

import dev.portico.platform.json.JsonObject;
import dev.portico.scm.TextDifference;
import dev.portico.template.Rehearsal;
import dev.portico.template.StepState;
import dev.portico.template.Tasks;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What came of the run of a case, held to what was expected.
final class Seen {
    private static final int SHOWN = 12;

    private final Rehearsal.Played played;
    private final Map<String, Tasks.File> files = new TreeMap<>();

    Seen(Rehearsal.Played played) {
        this.played = played;
        played.run().files().forEach(file -> files.put(file.path(), file));
    }

    /// Lines that say what is not as expected; empty when all is well.
    List<String> verify(Check check) {
        return switch (check) {
            case Check.FileIs(_, String path, String text) -> fileIs(path, text);
            case Check.FileContains(_, String path, String text) ->
                    inFile(path, content -> content.contains(text), "does not contain", text);
            case Check.FileLacks(_, String path, String text) ->
                    inFile(path, content -> !content.contains(text), "contains", text);
            case Check.FileAbsent(_, String path) ->
                    files.containsKey(path)
                            ? List.of("There is a file " + path + ", but there should be none.")
                            : List.of();
            case Check.AllFiles(_, List<String> paths) -> allFiles(paths);
            case Check.StepIs(_, String id, Check.State state) -> stepIs(id, state);
            case Check.StepAnswers(_, String id, JsonObject output) -> stepAnswers(id, output);
            case Check.Output(_, JsonObject output) ->
                    JsonMatch.differences(output.fields(), played.run().output().fields()).stream()
                            .map(it -> "Of the output, " + it)
                            .toList();
            case Check.LogSays(_, String text) -> logSays(text);
            case Check.ErrorSays(_, String text) -> errorSays(text);
            case Check.FormSays(_, String field, _) ->
                    List.of("The form takes the values; it has nothing against " + field + ".");
        };
    }

    private List<String> fileIs(String path, String text) {
        Optional<String> content = content(path);
        if (content.isEmpty()) {
            return missing(path);
        }
        String difference = TextDifference.between(text, content.get());
        if (difference.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("The file " + path + " is another:");
        lines.add("--- expected");
        lines.add("+++ made");
        difference.lines().forEach(lines::add);
        return lines;
    }

    private interface Test {
        boolean holds(String content);
    }

    private List<String> inFile(String path, Test test, String verb, String text) {
        Optional<String> content = content(path);
        if (content.isEmpty()) {
            return missing(path);
        }
        if (test.holds(content.get())) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("The file " + path + " " + verb + " '" + text.strip() + "'; it is:");
        List<String> all = content.get().lines().toList();
        all.stream().limit(SHOWN).forEach(line -> lines.add("| " + line));
        if (all.size() > SHOWN) {
            lines.add("| … and " + (all.size() - SHOWN) + " more lines");
        }
        return lines;
    }

    private Optional<String> content(String path) {
        return Optional.ofNullable(files.get(path))
                .map(file -> new String(file.content(), StandardCharsets.UTF_8));
    }

    private List<String> missing(String path) {
        if (files.isEmpty()) {
            return List.of("There is no file " + path + "; no file was made.");
        }
        String more = files.size() > SHOWN ? " and " + (files.size() - SHOWN) + " more" : "";
        return List.of(
                "There is no file "
                        + path
                        + "; there are "
                        + String.join(", ", files.keySet().stream().limit(SHOWN).toList())
                        + more
                        + ".");
    }

    private List<String> allFiles(List<String> paths) {
        String expected = lines(new TreeSet<>(paths));
        String difference = TextDifference.between(expected, lines(files.keySet()));
        if (difference.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("There are other files:");
        lines.add("--- expected");
        lines.add("+++ made");
        difference.lines().forEach(lines::add);
        return lines;
    }

    private static String lines(Iterable<String> paths) {
        StringBuilder lines = new StringBuilder();
        paths.forEach(path -> lines.append(path).append('\n'));
        return lines.toString();
    }

    private Optional<Rehearsal.StepEnd> step(String id) {
        return played.steps().stream().filter(step -> step.id().equals(id)).findFirst();
    }

    private List<String> unknown(String id) {
        return List.of(
                "The template has no step "
                        + id
                        + "; it has "
                        + String.join(
                                ", ", played.steps().stream().map(Rehearsal.StepEnd::id).toList())
                        + ".");
    }

    private List<String> stepIs(String id, Check.State expected) {
        Optional<Rehearsal.StepEnd> step = step(id);
        if (step.isEmpty()) {
            return unknown(id);
        }
        Check.@Nullable State state = state(step.get().status());
        if (state == expected) {
            return List.of();
        }
        String was = state == null ? "was not reached" : words(state);
        return List.of(
                "The step " + id + " " + was + "; expected was that it " + words(expected) + ".");
    }

    private static Check.@Nullable State state(StepState.Status status) {
        return switch (status) {
            case COMPLETED -> Check.State.RAN;
            case SKIPPED -> Check.State.SKIPPED;
            case FAILED -> Check.State.FAILED;
            case OPEN, PROCESSING, WAITING, UNKNOWN, CANCELLED -> null;
        };
    }

    private static String words(Check.State state) {
        return (state == Check.State.SKIPPED ? "is " : "") + state.name().toLowerCase(Locale.ROOT);
    }

    private List<String> stepAnswers(String id, JsonObject output) {
        Optional<Rehearsal.StepEnd> step = step(id);
        if (step.isEmpty()) {
            return unknown(id);
        }
        return JsonMatch.differences(output.fields(), step.get().output().fields()).stream()
                .map(it -> "Of the output of the step " + id + ", " + it)
                .toList();
    }

    private List<String> logSays(String text) {
        List<String> log =
                played.run().log().stream().map(line -> line.text("message").orElse("")).toList();
        if (log.stream().anyMatch(line -> line.contains(text))) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("No line of the log has '" + text + "'; it is:");
        log.forEach(line -> lines.add("| " + line));
        return lines;
    }

    private List<String> errorSays(String text) {
        String error = played.error();
        if (error == null) {
            return List.of("The run did not fail.");
        }
        return error.contains(text)
                ? List.of()
                : List.of("The run failed for another reason: " + error);
    }
}
