package dev.portico.template.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.platform.json.JsonObject;
import dev.portico.test.SharedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Every template renders the same here as with npm's nunjitsu, the engine of Backstage's
/// scaffolder, byte for byte; what fails there fails here. Prints what npm's nunjucks, the engine
/// before it, does differently.
@Tag("real")
class NunjitsuTest {
    /// What is meant to differ, with the reason.
    private static final Map<String, String> MEANT =
            Map.of(
                    "${{ (2**70).toString(36) }}", "digits behind 53 bits are exact here",
                    "${{ (2**70).toString(3) }}", "digits behind 53 bits are exact here",
                    "${{ l['1':] }}", "the start of a slice is a number here",
                    "${{ r/\\p{L}/.test('a') }}", "RE2 knows \\p{L}",
                    "{% for x in[1] %}${{x}}{% endfor %}", "no space is needed behind 'in' here",
                    "${{ r/a(?=b)/.test('ab') }}", "RE2 has no look-ahead",
                    "${{ r/(a)\\1/.test('aa') }}", "RE2 has no back-references",
                    "${{ true is not none-neg }}", "there it asks whether true is undefined",
                    "{% set y %}{% macro m() %}a{% endmacro %}${{m()}}{% endset %}${{y}}",
                            "a macro may stand in what is captured here");

    private final Map<ExpressionCases.Case, TemplateLanguage> languages = new HashMap<>();
    private final Set<String> asMeant = new TreeSet<>();

    @Test
    void expressionsAndTags() throws IOException, InterruptedException {
        Assumptions.assumeTrue(installed());
        JsonObject context = context();
        List<Nunjitsu.Question> questions =
                ExpressionCases.all().stream()
                        .map(template -> new Nunjitsu.Question(template, context))
                        .toList();
        compare("expressions and tags", questions);
        assertThat(asMeant).isEqualTo(MEANT.keySet());
        assertThat(questions).hasSizeGreaterThan(18_000);
    }

    @Test
    void realTemplatesAndTheirTexts() throws IOException, InterruptedException {
        Assumptions.assumeTrue(installed());
        Path folder = SharedFiles.require("corpus/templates");
        Set<String> sources = new LinkedHashSet<>();
        for (Path file : files(folder)) {
            String text = Files.readString(file);
            sources.add(text);
            if (file.toString().matches(".*\\.ya?ml")) {
                texts(text, sources);
            }
        }
        List<Nunjitsu.Question> questions = new ArrayList<>();
        for (String source : sources) {
            for (int variant = 0; variant < 3; variant++) {
                questions.add(
                        new Nunjitsu.Question(
                                new ExpressionCases.Case(source, false, variant == 1, variant == 1),
                                MadeUpContext.of(references(source), variant)));
            }
        }
        compare("real templates", questions);
        assertThat(questions).hasSizeGreaterThan(5_000);
    }

    @Test
    void templatesMadeAtRandom() throws IOException, InterruptedException {
        Assumptions.assumeTrue(installed());
        JsonObject context = context();
        long seed = Long.getLong("seed", 20261126L);
        System.out.println("NunjitsuTest: -Dseed=" + seed);
        RandomTemplates random = new RandomTemplates(seed);
        List<Nunjitsu.Question> questions = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            boolean blocks = i % 3 == 0;
            questions.add(
                    new Nunjitsu.Question(
                            new ExpressionCases.Case(random.next(), false, blocks, blocks),
                            context));
        }
        compare("templates made at random", questions);
    }

    private static boolean installed() {
        if (!Nunjitsu.isInstalled()) {
            System.out.println("NunjitsuTest skipped: it needs npm install in src/test/node.");
        }
        return Nunjitsu.isInstalled();
    }

    private static JsonObject context() throws IOException {
        try (InputStream in = NunjitsuTest.class.getResourceAsStream("/template/context.json")) {
            assertThat(in).isNotNull();
            return JsonObject.parse(in.readAllBytes());
        }
    }

    private void compare(String what, List<Nunjitsu.Question> questions)
            throws IOException, InterruptedException {
        List<JsonObject> answers = Nunjitsu.ask(questions);
        List<String> differences = new ArrayList<>();
        Set<String> older = new LinkedHashSet<>();
        Map<String, Integer> reasons = new TreeMap<>();
        for (int i = 0; i < answers.size(); i++) {
            String source = questions.get(i).template().source();
            int before = differences.size();
            difference(questions.get(i), answers.get(i), differences);
            if (differences.size() > before && MEANT.containsKey(source)) {
                differences.removeLast();
                asMeant.add(source);
            }
            if (olderDiffers(answers.get(i)) && older.add(source)) {
                reasons.merge(reason(answers.get(i)), 1, Integer::sum);
            }
        }
        System.out.println(
                "NunjitsuTest: "
                        + questions.size()
                        + " renders of "
                        + what
                        + " compared; nunjucks 3.2.4 gives another result for "
                        + older.size()
                        + " of the templates:");
        reasons.forEach((reason, count) -> System.out.println("  " + count + " " + reason));
        assertThat(differences).isEmpty();
    }

    /// What the two engines of npm differ in, without names and places.
    private static String reason(JsonObject answer) {
        String error = answer.text("error").orElse("").replaceAll("^.*?column [0-9]+: ", "");
        String kind = error.replaceAll("\"[^\"]*\"|\\b(test|intrinsic|filter) [\\w.]+", "…");
        return answer.has("oldError")
                ? answer.has("error") ? kind : "nunjucks fails, nunjitsu does not"
                : kind.isEmpty() ? "another text" : "only nunjitsu fails: " + kind;
    }

    private static boolean olderDiffers(JsonObject answer) {
        boolean fails = answer.has("oldError");
        boolean known = fails || answer.has("oldText");
        return known
                && (fails != answer.has("error")
                        || !answer.text("oldText").equals(answer.text("text")));
    }

    private void difference(
            Nunjitsu.Question question, JsonObject theirs, List<String> differences) {
        String source = question.template().source();
        JsonObject ours = JsonObject.EMPTY;
        try {
            Template template = language(question.template()).compile(source);
            ours = ours.with("text", template.render(question.context()));
            @Nullable Object value = template.renderValue(question.context());
            ours = value == Undefined.VALUE ? ours : ours.with("value", doubles(value));
        } catch (ExpressionException e) {
            ours = JsonObject.EMPTY.with("error", e.text());
        }
        JsonObject expected = JsonObject.EMPTY;
        if (theirs.has("text")) {
            expected = expected.with("text", theirs.value("text"));
            JsonObject value = JsonObject.parse(theirs.text("value").orElse("{}"));
            expected =
                    value.has("value")
                            ? expected.with("value", doubles(value.value("value")))
                            : expected;
        }
        boolean same =
                theirs.has("error") ? ours.has("error") : ours.without("error").equals(expected);
        if (!same) {
            differences.add(question.template() + ": " + ours + " instead of " + theirs);
        }
    }

    /// JavaScript has one type of number, and writes null for NaN.
    private static @Nullable Object doubles(@Nullable Object value) {
        return switch (value) {
            case Number number ->
                    Double.isFinite(number.doubleValue()) ? number.doubleValue() + 0.0 : null;
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>();
                list.forEach(element -> copy.add(doubles(element)));
                yield copy;
            }
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> copy = new HashMap<>();
                map.forEach((key, field) -> copy.put(key, doubles(field)));
                yield copy;
            }
            case null, default -> value;
        };
    }

    private TemplateLanguage language(ExpressionCases.Case template) {
        return languages.computeIfAbsent(
                new ExpressionCases.Case(
                        "", template.cookiecutter(), template.trim(), template.lstrip()),
                NunjitsuTest::make);
    }

    /// The filters and functions that `nunjitsu.mjs` adds.
    private static TemplateLanguage make(ExpressionCases.Case template) {
        return TemplateLanguage.builder(
                        template.cookiecutter() ? Dialect.COOKIECUTTER : Dialect.BACKSTAGE)
                .trimBlocks(template.trim())
                .lstripBlocks(template.lstrip())
                .filter("args", (input, arguments) -> json(input, arguments))
                .filter(
                        "parseRepoUrl",
                        (input, _) -> Map.of("host", "h", "owner", "o", "repo", json(input)))
                .filter("projectSlug", (input, _) -> "o/" + json(input))
                .filter(
                        "pick",
                        (input, arguments) ->
                                input instanceof Map<?, ?> map
                                                && map.containsKey(arguments.getFirst())
                                        ? map.get(arguments.getFirst())
                                        : Undefined.VALUE)
                .function("call", (_, arguments) -> json(arguments.toArray()))
                .value("constant", Map.of("list", List.of(1, 2)))
                .build();
    }

    private static Object json(@Nullable Object input, List<@Nullable Object> arguments) {
        List<@Nullable Object> all = new ArrayList<>();
        all.add(input);
        all.addAll(arguments);
        return json(all.toArray());
    }

    private static Object json(@Nullable Object... values) {
        List<@Nullable Object> list = new ArrayList<>();
        Collections.addAll(list, values);
        return JsonText.of(list, "", new Budget(Limits.DEFAULT));
    }

    private References references(String source) {
        try {
            return make(new ExpressionCases.Case(source, false, false, false))
                    .compile(source)
                    .references();
        } catch (ExpressionException e) {
            return new References(List.of(), List.of(), List.of(), List.of());
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> inside = Files.walk(folder)) {
            return inside.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /// Every text in a YAML file that can be read.
    private static void texts(String yaml, Set<String> into) {
        try {
            new Load(LoadSettings.builder().build())
                    .loadAllFromString(yaml)
                    .forEach(document -> collect(document, into));
        } catch (RuntimeException e) {
            // A skeleton is YAML only after it is rendered; its text is compared as a whole.
            return;
        }
    }

    private static void collect(@Nullable Object value, Set<String> into) {
        switch (value) {
            case String text -> into.add(text);
            case List<?> list -> list.forEach(element -> collect(element, into));
            case Map<?, ?> map -> map.values().forEach(field -> collect(field, into));
            case null, default -> {}
        }
    }
}
