package dev.portico.app.cases;

import dev.portico.app.cases.TestFile.TestCase;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.schema.SchemaWords;
import dev.portico.platform.yaml.Position;
import dev.portico.template.FormProblem;
import dev.portico.template.Rehearsal;
import dev.portico.template.StepState;
import dev.portico.template.TemplateDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Runs the cases of a template.
public final class CaseRun {
    private static final String INDENT = "    ";

    private final Rehearsal rehearsal;
    private final TemplateDefinition template;
    private final String file;

    /// @param file name of the file with the cases
    public CaseRun(Rehearsal rehearsal, TemplateDefinition template, String file) {
        this.rehearsal = rehearsal;
        this.template = template;
        this.file = file;
    }

    /// What came of a case.
    ///
    /// @param failures lines that say what is not as expected; none when it passed
    public record Result(String place, String name, List<String> failures) {
        public Result {
            failures = List.copyOf(failures);
        }

        public boolean passed() {
            return failures.isEmpty();
        }
    }

    public Result run(TestCase test) throws InterruptedException {
        JsonObject values = rehearsal.complete(template, test.values());
        List<FormProblem> problems = rehearsal.check(template, values, test.secrets());
        List<String> failures = new ArrayList<>();
        if (test.expectsForm() && !problems.isEmpty()) {
            checkForm(test, problems, failures);
        } else if (!problems.isEmpty()) {
            add(failures, test.at(), List.of("The form refuses the values:"));
            problems.forEach(problem -> failures.add(INDENT + INDENT + "| " + problem.message()));
        } else {
            checkRun(test, values, failures);
        }
        return new Result(file + ":" + test.at().line(), test.name(), failures);
    }

    private void checkForm(TestCase test, List<FormProblem> problems, List<String> failures) {
        List<FormProblem> unexpected = new ArrayList<>(problems);
        for (Check check : test.checks()) {
            if (check instanceof Check.FormSays(Position at, String field, String text)) {
                List<FormProblem> ofField =
                        problems.stream().filter(it -> field(it).equals(field)).toList();
                unexpected.removeAll(ofField);
                if (ofField.isEmpty()) {
                    add(failures, at, List.of("The form has nothing against " + field + "."));
                } else if (ofField.stream().noneMatch(it -> it.message().contains(text))) {
                    List<String> said =
                            new ArrayList<>(
                                    List.of("Of " + field + " the form says something else:"));
                    ofField.forEach(it -> said.add("| " + it.message()));
                    add(failures, at, said);
                }
            }
        }
        if (!unexpected.isEmpty()) {
            List<String> said = new ArrayList<>(List.of("The form refuses more than expected:"));
            unexpected.forEach(it -> said.add("| " + it.message()));
            add(failures, test.at(), said);
        }
    }

    private static String field(FormProblem problem) {
        StringBuilder pointer = new StringBuilder();
        problem.path().forEach(part -> pointer.append('/').append(part));
        return SchemaWords.fieldName(pointer.toString());
    }

    private void checkRun(TestCase test, JsonObject values, List<String> failures)
            throws InterruptedException {
        Rehearsal.Played played =
                rehearsal.play(
                        new Rehearsal.Play(
                                template, values, test.secrets(), test.answers(), test.user()));
        checkAnswers(test, failures);
        if (played.error() != null && !test.expectsError()) {
            add(
                    failures,
                    test.at(),
                    List.of("The run failed" + step(played) + ": " + played.error()));
            return;
        }
        Seen seen = new Seen(played);
        for (Check check : test.checks()) {
            add(failures, check.at(), seen.verify(check));
        }
    }

    private static String step(Rehearsal.Played played) {
        return played.steps().stream()
                .filter(step -> step.status() == StepState.Status.FAILED)
                .findFirst()
                .map(step -> " in the step " + step.id())
                .orElse("");
    }

    /// An answer for a step that is not there is a mistake that nothing else would tell.
    private void checkAnswers(TestCase test, List<String> failures) {
        Set<String> unknown = new TreeSet<>(test.answers().keySet());
        template.steps().forEach(step -> unknown.remove(step.id()));
        for (String id : unknown) {
            add(
                    failures,
                    test.at(),
                    List.of("The template has no step " + id + ", which 'answers' names."));
        }
    }

    private void add(List<String> failures, Position at, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            failures.add(
                    i == 0
                            ? INDENT + Reading.line(file, at, lines.getFirst())
                            : INDENT + INDENT + lines.get(i));
        }
    }
}
