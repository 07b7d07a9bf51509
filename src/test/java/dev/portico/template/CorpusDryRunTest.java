package dev.portico.template;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.yaml.YamlDocument;
import dev.portico.platform.yaml.YamlParser;
import dev.portico.query.NaiveCatalog;
import dev.portico.template.form.FormValues;
import dev.portico.test.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every template of the corpus is filled in and dry-run, several times with other values. What the
/// corpus has not got is stood in for: skeletons, what they bring, entities, and the actions of
/// other plugins. Whatever then still ends a run stands here, counted.
class CorpusDryRunTest {
    private static final int SEEDS = 3;
    private static final String STOOD_IN = "stood-in";
    private static final Pattern UNKNOWN_ACTION =
            Pattern.compile("Template action with ID '(.+)' is not registered\\..*");
    private static final Pattern MISSING_FILE =
            Pattern.compile(
                    "(?:The file (\\S+) does not exist"
                            + "|There is no file '(.+?)' in the workspace"
                            + "|There is nothing at '(.+?)' that could be renamed"
                            + "|There is no folder (\\S+) in the workspace to publish).*");
    private static final Pattern INVALID_INPUT =
            Pattern.compile("Invalid input passed to action (\\S+), (.*)");
    private static final Pattern WRONG_TYPE =
            Pattern.compile("([A-Za-z]+)(/[^:]+)?: ([a-z]+) found, ([a-z]+) expected");
    private static final Pattern MISSING_FIELD =
            Pattern.compile("input: required property '(.+)' not found");
    private static final Pattern REF = Pattern.compile("\"([a-z]+:[a-z0-9-]+/[A-Za-z0-9-]+)\"");

    /// Actions that are not Portico's, by the number of templates that use them.
    private static final Map<String, Integer> UNKNOWN_ACTIONS =
            Map.ofEntries(
                    entry("azure:repo:clone", 1),
                    entry("azure:repo:pr", 1),
                    entry("azure:repo:push", 1),
                    entry("github:environment:create", 1),
                    entry("harmonix:create-secret", 13),
                    entry("harmonix:createRepoAccessToken:gitlab", 13),
                    entry("harmonix:get-component-info", 2),
                    entry("harmonix:get-env-providers", 16),
                    entry("harmonix:get-platform-metadata", 23),
                    entry("harmonix:get-platform-parameters", 8),
                    entry("notification:send", 1),
                    entry("opa:execute-harness-pipeline", 1),
                    entry("opa:register-harness-aws-connector", 1),
                    entry("opa:register-harness-cicd-pipeline", 1),
                    entry("opa:register-harness-trigger", 1),
                    entry("opa:register-harness-trigger-inputset", 1),
                    entry("quarkus:app:create", 3),
                    entry("quarkus:quickstart:clone", 1),
                    entry("run:extension", 1),
                    entry("run:microservice", 1),
                    entry("run:scaffold", 1));

    /// Files that skeletons and repositories outside of the corpus have, by the number of templates
    /// that take them to be there.
    private static final Map<String, Integer> MISSING_FILES =
            Map.ofEntries(
                    entry("./plugins/my-plugin", 1),
                    entry("./template.md", 1),
                    entry("catalog-info.yaml", 3),
                    entry("cm.yaml", 2),
                    entry("docs/rfcs/a-rfcnumber/template.md", 1),
                    entry("gitops/components/http", 6),
                    entry("my-file.json", 1),
                    entry("my-file.yaml", 1),
                    entry("plugins/u-backend/any", 1),
                    entry("plugins/u/any", 1),
                    entry("workflow.yaml", 1));

    /// How the runs end, each template's with three sets of values.
    private static final Map<String, Integer> ENDS =
            Map.ofEntries(
                    entry("completed", 489),
                    entry("debug:log: message is no string", 3),
                    entry("github:actions:dispatch: workflowInputs is no string", 6),
                    // fields that the form lets be left out
                    entry("github:repo:create: repoUrl is missing", 1),
                    entry("publish:github:pull-request: description is missing", 1),
                    entry("publish:github:pull-request: repoUrl is missing", 1),
                    // it goes through what a service answered
                    entry(
                            "Invalid value on action http:backstage:request.each parameter,"
                                    + " \"${{ steps.parse.output.result }}\" cannot be resolved to a"
                                    + " value",
                            3),
                    entry(
                            "unreadable: The template create-aws-serverless-backend has the version"
                                    + " 'backstage.io/v1beta2'; it must be"
                                    + " scaffolder.backstage.io/v1beta3.",
                            3),
                    entry(
                            "unreadable: The template create-aws-serverless-frontend-and-backend has"
                                    + " the version 'backstage.io/v1beta2'; it must be"
                                    + " scaffolder.backstage.io/v1beta3.",
                            3));

    @TempDir private Path folder;
    private final List<String> notYaml = new ArrayList<>();
    private final NaiveCatalog catalog = new NaiveCatalog();

    /// Templates by the actions of other plugins that they use.
    private final Map<String, Set<String>> unknownActions = new TreeMap<>();

    /// Templates by what a skeleton or a repository would bring.
    private final Map<String, Set<String>> missingFiles = new TreeMap<>();

    /// Runs by how they ended.
    private final Map<String, Integer> ends = new TreeMap<>();

    @Test
    void everyTemplateRunsOrIsRefusedForAReason() throws Exception {
        Map<String, List<JsonObject>> files = files();
        Path skeleton = skeleton();
        Set<String> ours =
                TemplateChecks.shippedActions().stream()
                        .map(Vocabulary.ActionDoc::id)
                        .collect(Collectors.toSet());
        int templates = 0;
        Rehearsal.Setting setting =
                new Rehearsal.Setting(folder, catalog, url -> standIn(url, skeleton), Map.of());
        try (Rehearsal rehearsal = new Rehearsal(setting, Clock.systemUTC())) {
            for (Map.Entry<String, List<JsonObject>> file : files.entrySet()) {
                for (JsonObject template : file.getValue()) {
                    templates++;
                    run(rehearsal, template, file.getKey());
                }
            }
        }
        assertThat(templates).isEqualTo(170);
        assertThat(unknownActions.keySet()).doesNotContainAnyElementsOf(ours);
        assertThat(notYaml)
                .isNotEmpty()
                .allMatch(it -> it.matches(".*__ai-lab-template/skeleton/.* stands twice .*"));
        assertThat(counts(unknownActions)).isEqualTo(UNKNOWN_ACTIONS);
        assertThat(counts(missingFiles)).isEqualTo(MISSING_FILES);
        assertThat(ends).isEqualTo(ENDS);
    }

    private static Map<String, Integer> counts(Map<String, Set<String>> sets) {
        Map<String, Integer> counts = new TreeMap<>();
        sets.forEach((what, files) -> counts.put(what, files.size()));
        return counts;
    }

    /// Runs it with several values, with all that is missing stood in for.
    private void run(Rehearsal rehearsal, JsonObject entity, String file)
            throws InterruptedException {
        JsonObject current = entity;
        for (int seed = 0; seed < SEEDS; seed++) {
            JsonObject values;
            try {
                TemplateDefinition template = rehearsal.read(entity, folder);
                JsonObject filled = FormValues.fill(template.pages(), seed);
                values = rehearsal.complete(template, filled);
                List<FormProblem> problems = rehearsal.check(template, values, JsonObject.EMPTY);
                assertThat(problems)
                        .extracting(FormProblem::message)
                        .as(file + " " + values)
                        .isEmpty();
            } catch (PorticoException e) {
                ends.merge("unreadable: " + e.text(), 1, Integer::sum);
                continue;
            }
            know(values.toJson() + entity.toJson());
            Optional<JsonObject> next = Optional.of(current);
            int reached = -1;
            while (next.isPresent()) {
                current = next.get();
                Rehearsal.Played played = play(rehearsal, current, values);
                int failed = failedStep(played);
                assertThat(failed)
                        .as("%s gets on: %s", file, played.error())
                        .isGreaterThan(reached);
                next = standIn(entity, current, played, file);
                // what stands in for files is a step more
                reached = failed - (next.isPresent() && !isFile(played) ? 1 : 0);
                if (next.isEmpty()) {
                    ends.merge(end(played, entity, file), 1, Integer::sum);
                }
            }
        }
    }

    private static boolean isFile(Rehearsal.Played played) {
        return MISSING_FILE.matcher(String.valueOf(played.error())).matches();
    }

    /// How a run ended. What an action does not take is nothing Backstage's would take.
    private String end(Rehearsal.Played played, JsonObject entity, String file) {
        if (played.error() == null) {
            return "completed";
        }
        Matcher input = INVALID_INPUT.matcher(played.error());
        if (!input.matches()) {
            assertThat(entity.toJson()).as(file).contains("http:backstage:request");
            return played.error();
        }
        JsonObject theirs = BackstageActions.input(input.group(1));
        Set<String> fields = new TreeSet<>();
        for (String problem : input.group(2).split(", (?=[a-zA-Z_]+(/[^ ]+)?: )")) {
            Matcher type = WRONG_TYPE.matcher(problem);
            Matcher field = MISSING_FIELD.matcher(problem);
            if (type.matches()) {
                JsonObject rule = theirs.object("properties").object(type.group(1));
                rule = type.group(2) == null ? rule : rule.object("additionalProperties");
                assertThat(rule.text("type")).as(file + " " + problem).contains(type.group(4));
                fields.add(type.group(1) + " is no " + type.group(4));
            } else {
                assertThat(field.matches()).as(problem).isTrue();
                assertThat(theirs.texts("required")).as(file).contains(field.group(1));
                fields.add(field.group(1) + " is missing");
            }
        }
        return input.group(1) + ": " + String.join(", ", fields);
    }

    private Rehearsal.Played play(Rehearsal rehearsal, JsonObject entity, JsonObject values)
            throws InterruptedException {
        return rehearsal.play(
                new Rehearsal.Play(
                        rehearsal.read(entity, folder),
                        values,
                        JsonObject.EMPTY,
                        answers(entity),
                        "user:default/sample"));
    }

    /// What stands in for the actions of other plugins answers whatever the template asks for.
    private static Map<String, JsonObject> answers(JsonObject entity) {
        String text = entity.toJson();
        Map<String, JsonObject> answers = new LinkedHashMap<>();
        for (JsonObject step : entity.object("spec").objects("steps")) {
            if (step.has(STOOD_IN)) {
                String id = step.text("id").orElse("");
                Matcher asked =
                        Pattern.compile(
                                        "(each\":\"\\$\\{\\{ *)?steps(?:\\['%1$s'\\]|\\.%1$s)\\.output\\.([A-Za-z_]+)"
                                                .formatted(Pattern.quote(id)))
                                .matcher(text);
                JsonObject answer = JsonObject.EMPTY;
                while (asked.find()) {
                    boolean each = asked.group(1) != null;
                    if (each || !answer.has(asked.group(2))) {
                        answer =
                                answer.with(
                                        asked.group(2),
                                        each ? List.of(Map.of("name", "one")) : "sample");
                    }
                }
                answers.put(id, answer);
            }
        }
        return answers;
    }

    /// The template with what it failed for the want of; empty when that was something else.
    private Optional<JsonObject> standIn(
            JsonObject entity, JsonObject current, Rehearsal.Played played, String file) {
        if (played.error() == null) {
            return Optional.empty();
        }
        Matcher action = UNKNOWN_ACTION.matcher(played.error());
        Matcher missing = MISSING_FILE.matcher(played.error());
        if (action.matches()) {
            assertThat(entity.toJson()).contains("\"" + action.group(1) + "\"");
            note(unknownActions, action.group(1), file);
            return Optional.of(withoutAction(current, action.group(1)));
        }
        if (missing.matches()) {
            String path = path(missing);
            note(missingFiles, path, file);
            return Optional.of(withFile(current, path));
        }
        return Optional.empty();
    }

    private static int failedStep(Rehearsal.Played played) {
        for (int i = 0; i < played.steps().size(); i++) {
            if (played.steps().get(i).status() == StepState.Status.FAILED) {
                return i;
            }
        }
        return played.steps().size();
    }

    private static String path(Matcher missing) {
        for (int group = 1; group < missing.groupCount(); group++) {
            if (missing.group(group) != null) {
                return missing.group(group);
            }
        }
        return missing.group(missing.groupCount()) + "/any";
    }

    private static void note(Map<String, Set<String>> notes, String what, String file) {
        notes.computeIfAbsent(what, _ -> new TreeSet<>()).add(file);
    }

    /// The steps of an action are done by one that takes everything.
    private static JsonObject withoutAction(JsonObject template, String action) {
        List<Object> steps = new ArrayList<>();
        for (JsonObject step : template.object("spec").objects("steps")) {
            JsonObject kept =
                    step.text("action").orElse("").equals(action)
                            ? step.with("action", "debug:log")
                                    .with(STOOD_IN, true)
                                    .with("input", Map.of("message", action))
                            : step;
            steps.add(kept.fields());
        }
        return template.with("spec", template.object("spec").with("steps", steps));
    }

    /// A file is there from the begin.
    private static JsonObject withFile(JsonObject template, String path) {
        List<Object> steps = new ArrayList<>();
        steps.add(
                Map.of(
                        "id",
                        "stand-in-" + path.hashCode(),
                        "action",
                        "fs:write",
                        "input",
                        Map.of("path", path, "content", "{\"kind\": \"Any\", \"metadata\": {}}")));
        template.object("spec").objects("steps").forEach(step -> steps.add(step.fields()));
        return template.with("spec", template.object("spec").with("steps", steps));
    }

    /// Every entity that is named is in the catalog, with what templates ask entities for.
    private void know(String values) {
        Matcher refs = REF.matcher(values);
        while (refs.find()) {
            EntityRef ref = EntityRef.parse(refs.group(1));
            if (catalog.find(ref).isEmpty()) {
                catalog.put(
                        new Entity(
                                JsonObject.parse(
                                        """
                                        {"apiVersion": "backstage.io/v1alpha1", "kind": "%s",
                                         "metadata": {"name": "%s", "namespace": "%s",
                                          "labels": {"git-org": "acme", "cluster-domain": "example.com",
                                           "artifact-group": "com.example"},
                                          "annotations": {"backstage.io/source-location":
                                           "url:https://github.com/acme/sample/tree/main/"}},
                                         "spec": {"type": "service", "owner": "group:default/sample"}}
                                        """
                                                .formatted(
                                                        ref.kind(), ref.name(), ref.namespace()))));
            }
        }
    }

    /// What every address leads to: a file where it looks like one, else a folder.
    private static Optional<Path> standIn(String url, Path skeleton) {
        String name = url.replaceFirst("[?#].*", "").replaceFirst(".*/", "");
        return Optional.of(
                name.matches("[^.].*\\.[a-z]{2,5}") ? skeleton.resolve("values.txt") : skeleton);
    }

    private Path skeleton() throws IOException {
        Path skeleton = Files.createDirectories(folder.resolve("skeleton"));
        Files.writeString(skeleton.resolve("values.txt"), "${{ values | dump }}\n");
        Files.writeString(skeleton.resolve("cookie.txt"), "{{ cookiecutter | dump }}\n");
        Files.write(skeleton.resolve("binary"), new byte[] {0, 1, 2, '$', '{', '{'});
        Files.writeString(
                Files.createDirectories(skeleton.resolve("src/${{ values.name }}"))
                        .resolve("${{ values.name }}.txt.njk"),
                "{% for key, value in values %}${{ key }}: ${{ value }}\n{% endfor %}");
        return skeleton;
    }

    /// The templates of each file of the list.
    private Map<String, List<JsonObject>> files() throws IOException {
        Path corpus = SharedFiles.require("corpus/templates");
        Set<String> names = new LinkedHashSet<>();
        for (String row : Files.readAllLines(corpus.resolve("index.tsv"))) {
            String[] cells = row.split("\t");
            if (!cells[0].equals("repo")) {
                names.add(cells[0].replace("/", "__") + "/" + cells[1]);
            }
        }
        Map<String, List<JsonObject>> files = new LinkedHashMap<>();
        for (String name : names) {
            byte[] content = Files.readAllBytes(corpus.resolve(name));
            List<JsonObject> templates = new ArrayList<>();
            for (YamlDocument document : YamlParser.parse(content).documents()) {
                document.problems().forEach(it -> notYaml.add(name + ": " + it.message()));
                document.value()
                        .filter(_ -> document.problems().isEmpty())
                        .filter(json -> json.text("kind").orElse("").equals("Template"))
                        .ifPresent(templates::add);
            }
            files.put(name, templates);
        }
        return files;
    }
}
