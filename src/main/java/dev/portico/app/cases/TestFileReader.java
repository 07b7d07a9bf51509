package dev.portico.app.cases;

import dev.portico.app.cases.TestFile.GivenEntity;
import dev.portico.app.cases.TestFile.TestCase;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.platform.yaml.Position;
import dev.portico.platform.yaml.YamlDocument;
import dev.portico.platform.yaml.YamlFile;
import dev.portico.platform.yaml.YamlParser;
import dev.portico.platform.yaml.YamlProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a file of test cases.
public final class TestFileReader {
    /// What the names of such files end in.
    public static final Set<String> ENDINGS = Set.of(".test.yaml", ".test.yml");

    private static final String USER = "user:default/guest";

    private final Path file;
    private final Reading reading;
    private final Part root;

    private TestFileReader(Path file, YamlDocument document) {
        this.file = file;
        this.reading = new Reading(file.toString(), document.positions());
        this.root =
                new Part(
                        reading,
                        "",
                        "the file",
                        document.value().orElse(JsonObject.EMPTY).fields());
    }

    /// Reads it as a whole, or throws with everything that is wrong with it.
    public static TestFile read(Path file) throws IOException, UnusableException {
        String name = file.toString();
        YamlFile yaml = YamlParser.parse(Files.readAllBytes(file));
        List<YamlProblem> problems = new ArrayList<>(yaml.problems());
        yaml.documents().forEach(document -> problems.addAll(document.problems()));
        if (!problems.isEmpty()) {
            throw new UnusableException(
                    problems.stream()
                            .map(it -> Reading.line(name, it.position(), sentence(it)))
                            .toList());
        }
        if (yaml.documents().size() != 1) {
            Position at =
                    yaml.documents().isEmpty()
                            ? new Position(1, 1)
                            : new Position(yaml.documents().get(1).line(), 1);
            throw new UnusableException(
                    List.of(
                            Reading.line(
                                    name,
                                    at,
                                    "A test file is one document with 'cases'; here are "
                                            + yaml.documents().size()
                                            + ".")));
        }
        return new TestFileReader(file, yaml.documents().getFirst()).read();
    }

    private static String sentence(YamlProblem problem) {
        return problem.code().equals("not-an-object")
                ? "A test file must be a mapping with 'cases', but this is " + problem.found() + "."
                : problem.message();
    }

    private TestFile read() throws UnusableException {
        Map<String, Part> fields =
                root.fields(Set.of("template", "catalog", "fetch", "environment", "cases"));
        List<TestCase> cases = new ArrayList<>();
        Part.require(fields, "cases", root, "it lists the cases, each with a name and 'expect'.")
                .ifPresent(
                        part -> {
                            for (Part each : part.elements()) {
                                cases.add(testCase(each));
                            }
                            if (part.value() instanceof List<?> list && list.isEmpty()) {
                                part.problem("There is no case.");
                            }
                        });
        TestFile read =
                new TestFile(
                        file.toString(),
                        template(fields.get("template")),
                        catalog(fields.get("catalog")),
                        standIns(fields.get("fetch")),
                        environment(fields.get("environment")),
                        cases);
        reading.requireNone();
        return read;
    }

    /// The template that is named, else the one beside: of `a.test.yaml` that is `a.yaml`.
    private Path template(@Nullable Part part) {
        if (part != null) {
            Path named = sibling(part);
            if (!Files.isRegularFile(named)) {
                part.problem("There is no file " + named + ".");
            }
            return named;
        }
        String stem = stem(file);
        Path beside = file.resolveSibling(stem + ".yaml");
        if (Files.isRegularFile(beside)) {
            return beside;
        }
        Path other = file.resolveSibling(stem + ".yml");
        if (!Files.isRegularFile(other)) {
            root.problem(
                    "There is no file "
                            + beside
                            + ", which these would be the tests of; or name the template as"
                            + " 'template'.");
        }
        return other;
    }

    /// The name of a test file up to its first `.test.`, or what comes before that in
    /// `template.small.test.yaml`.
    static String stem(Path file) {
        String name = Objects.requireNonNull(file.getFileName()).toString();
        return name.substring(0, name.indexOf('.'));
    }

    private Path sibling(Part part) {
        try {
            return file.resolveSibling(part.name("path")).normalize();
        } catch (InvalidPathException e) {
            part.problem("'" + part.text() + "' is no path.");
            return file;
        }
    }

    private static List<GivenEntity> catalog(@Nullable Part part) {
        List<GivenEntity> entities = new ArrayList<>();
        if (part != null) {
            for (Part each : part.elements()) {
                entities.add(new GivenEntity(each.object(), each.at()));
            }
        }
        return entities;
    }

    private Map<String, Path> standIns(@Nullable Part part) {
        Map<String, Path> standIns = new LinkedHashMap<>();
        if (part != null) {
            part.fields()
                    .forEach(
                            (url, place) -> {
                                Path path = sibling(place);
                                if (!Files.exists(path)) {
                                    place.problem("There is no file or folder " + path + ".");
                                }
                                standIns.put(url, path.toAbsolutePath());
                            });
        }
        return standIns;
    }

    private static Map<String, String> environment(@Nullable Part part) {
        Map<String, String> environment = new LinkedHashMap<>();
        if (part != null) {
            part.fields().forEach((key, value) -> environment.put(key, value.text()));
        }
        return environment;
    }

    private TestCase testCase(Part part) {
        Map<String, Part> fields =
                part.fields(Set.of("name", "values", "secrets", "answers", "user", "expect"));
        String name =
                Part.require(fields, "name", part, "it tells the case from the others.")
                        .map(it -> it.name("name of a case"))
                        .orElse("");
        Map<String, JsonObject> answers = new LinkedHashMap<>();
        @Nullable Part given = fields.get("answers");
        if (given != null) {
            given.fields().forEach((step, output) -> answers.put(step, output.object()));
        }
        @Nullable Part values = fields.get("values");
        @Nullable Part user = fields.get("user");
        return new TestCase(
                name,
                part.at(),
                values == null ? JsonObject.EMPTY : values.object(),
                secrets(fields.get("secrets")),
                answers,
                user == null ? USER : user.name("user"),
                Part.require(fields, "expect", part, "it says what must come of the case.")
                        .map(ExpectReader::read)
                        .orElse(List.of()));
    }

    /// By name; for a list of names they are made up.
    private static JsonObject secrets(@Nullable Part part) {
        if (part == null) {
            return JsonObject.EMPTY;
        }
        Map<String, String> secrets = new LinkedHashMap<>();
        if (part.isMapping()) {
            part.fields().forEach((name, value) -> secrets.put(name, value.text()));
        } else {
            for (Part name : part.textsOrOne()) {
                secrets.put(name.text(), "secret-of-" + name.text());
            }
        }
        return JsonObject.parse(JsonValues.toJson(secrets));
    }
}
