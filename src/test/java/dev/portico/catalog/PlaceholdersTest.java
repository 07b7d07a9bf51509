package dev.portico.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.model.Problem;
import dev.portico.model.TrustLevel;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholdersTest {
    private static final Map<String, String> FILES =
            Map.of(
                    "./api.yaml", "\uFEFFopenapi: 3.0.0\n",
                    "./data.json", "{\"a\": [1, null]}",
                    "./data.yaml", "base: &b {x: 1}\nc: *b\n",
                    "./two.yaml", "a: 1\n---\nb: 2\n",
                    "./broken.json", "{",
                    "./broken.yaml", "a: [\n");

    @Test
    void putsTextJsonAndYamlInPlace() {
        DescriptorContent content =
                read(
                        """
                          definition: {$text: ./api.yaml}
                          data:
                            - {$json: ./data.json}
                            - $yaml: ./data.yaml
                        """);
        assertThat(Samples.problems(content)).isEmpty();
        JsonObject spec = content.declarations().getFirst().document().entity().spec();
        assertThat(spec.text("definition")).contains("openapi: 3.0.0\n");
        assertThat(JsonObject.EMPTY.with("data", spec.value("data")).toJson())
                .isEqualTo("{\"data\":[{\"a\":[1,null]},{\"base\":{\"x\":1},\"c\":{\"x\":1}}]}");
    }

    @Test
    void leavesOtherObjectsAlone() {
        DescriptorContent content =
                read(
                        """
                          definition: text
                          a: {$ref: ./api.yaml}
                          b: {$text: ./api.yaml, c: 1}
                          c: {$openapi: ./api.yaml}
                        """);
        assertThat(content.declarations().getFirst().document().json())
                .asString(UTF_8)
                .contains(
                        "\"a\":{\"$ref\":\"./api.yaml\"},\"b\":{\"$text\":\"./api.yaml\",\"c\":1},"
                                + "\"c\":{\"$openapi\":\"./api.yaml\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{$text: ./none.txt} | $text could not read './none.txt': There is no ./none.txt.",
                "{$json: ./broken.json} | $json could not read './broken.json': This is not valid JSON",
                "{$yaml: ./broken.yaml} | $yaml could not read './broken.yaml': It can't be used as"
                        + " YAML: line 2: This is not valid YAML",
                "{$yaml: ./two.yaml} | $yaml could not read './two.yaml': It can't be used as YAML:"
                        + " it has more than one document.",
                "{$text: 5} | $text must be a path or URL."
            })
    void reportsWhatCanNotBeReadAndNothingElse(String placeholder, String message) {
        List<Rejection> rejections = read("  definition: " + placeholder + "\n").rejections();
        assertThat(rejections).hasSize(1);
        assertThat(rejections.getFirst().problems()).hasSize(1);
        Problem problem = rejections.getFirst().problems().getFirst();
        assertThat(problem.code()).isEqualTo("placeholder");
        assertThat(problem.message()).startsWith("The placeholder " + message);
        assertThat(problem.pointer()).startsWith("/spec/definition/$");
        assertThat(problem.position().line()).isEqualTo(9);
    }

    @Test
    void readsNothingForAKindThatIsNotAllowed() {
        DescriptorContent content =
                Samples.BUILT_IN.read(
                        Samples.file(
                                "apiVersion: backstage.io/v1alpha1\nkind: User\nmetadata: {name: a}\nspec: {x: {$text: b}}"
                                        .getBytes(UTF_8),
                                Admission.of(TrustLevel.CATALOG)),
                        target -> {
                            throw new AssertionError("must not be read");
                        });
        assertThat(Samples.problems(content)).containsExactly("2:7 not-allowed /kind");
    }

    private static DescriptorContent read(String spec) {
        String yaml =
                """
                apiVersion: backstage.io/v1alpha1
                kind: API
                metadata:
                  name: orders
                spec:
                  type: openapi
                  lifecycle: production
                  owner: team-a
                """
                        + spec;
        return Samples.BUILT_IN.read(
                Samples.file(yaml.getBytes(UTF_8), Admission.of(TrustLevel.CATALOG)),
                target ->
                        Optional.ofNullable(FILES.get(target))
                                .orElseThrow(
                                        () ->
                                                PorticoException.notFound(
                                                        "There is no " + target + "."))
                                .getBytes(UTF_8));
    }
}
