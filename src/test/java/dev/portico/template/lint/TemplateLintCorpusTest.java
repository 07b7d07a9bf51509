package dev.portico.template.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.catalog.KindLint.Remark;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.yaml.YamlDocument;
import dev.portico.platform.yaml.YamlParser;
import dev.portico.template.TemplateChecks;
import dev.portico.template.Vocabulary.ActionDoc;
import dev.portico.test.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Real templates are looked at, with the actions that Backstage and its modules bring, and nothing
/// is said without a reason.
class TemplateLintCorpusTest {
    private static final Set<String> FILTERS =
            Set.of("parseRepoUrl", "parseEntityRef", "pick", "projectSlug");

    @Test
    void realTemplatesAreJudged() throws IOException {
        List<JsonObject> templates = templates();
        List<ActionDoc> actions = backstage();
        TemplateLint lint = new TemplateLint(() -> actions, FILTERS);
        Map<String, Integer> counts = new TreeMap<>();
        for (JsonObject template : templates) {
            for (Remark remark : lint.check(template)) {
                counts.merge(remark.code(), 1, Integer::sum);
            }
        }
        assertThat(counts)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "bad-input", 120,
                                "constant-condition", 2,
                                "expression-syntax", 13,
                                "unknown-action", 171,
                                "unknown-filter", 4,
                                "unknown-name", 3,
                                "unknown-parameter", 21,
                                "unknown-step", 14,
                                "unused-parameter", 201));
        assertThat(templates.size()).isGreaterThan(150);
    }

    @Test
    void ourOwnActionsJudgeWithoutFailing() throws IOException {
        TemplateLint lint = new TemplateLint(TemplateChecks::shippedActions, FILTERS);

        for (JsonObject template : templates()) {
            assertThat(lint.check(template)).doesNotContainNull();
        }
    }

    private static List<JsonObject> templates() throws IOException {
        Path corpus = SharedFiles.require("corpus/templates");
        List<JsonObject> templates = new ArrayList<>();
        try (Stream<Path> files = Files.walk(corpus)) {
            for (Path file : files.filter(TemplateLintCorpusTest::isYaml).sorted().toList()) {
                YamlParser.parse(Files.readAllBytes(file)).documents().stream()
                        .map(YamlDocument::value)
                        .flatMap(Optional::stream)
                        .filter(json -> json.text("kind").orElse("").equals("Template"))
                        .filter(
                                json ->
                                        json.text("apiVersion")
                                                .orElse("")
                                                .equals("scaffolder.backstage.io/v1beta3"))
                        .forEach(templates::add);
            }
        }
        return templates;
    }

    private static boolean isYaml(Path file) {
        return Files.isRegularFile(file) && file.toString().matches(".*\\.ya?ml");
    }

    private static List<ActionDoc> backstage() throws IOException {
        JsonObject modules =
                JsonObject.parse(
                        Files.readAllBytes(
                                SharedFiles.require("spec/backstage/scaffolder-actions.json")));
        List<ActionDoc> actions = new ArrayList<>();
        for (String module : modules.fields().keySet()) {
            JsonObject of = modules.object(module);
            for (String id : of.fields().keySet()) {
                JsonObject action = of.object(id);
                actions.add(
                        new ActionDoc(
                                id,
                                "",
                                action.object("input"),
                                action.object("output"),
                                false,
                                List.of()));
            }
        }
        return actions;
    }
}
