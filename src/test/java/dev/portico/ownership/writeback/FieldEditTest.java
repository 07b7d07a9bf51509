package dev.portico.ownership.writeback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.yaml.YamlDocument;
import dev.portico.platform.yaml.YamlParser;
import dev.portico.platform.yaml.YamlSplice.Result;
import dev.portico.test.SharedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldEditTest {
    private static final EntityRef ORDERS = EntityRef.parse("component:default/orders");

    private static final String FILE =
            "kind: API\nmetadata: {name: orders}\nspec: {owner: x}\n---\nkind: Component\n"
                    + "metadata:\n  name: Orders\nspec:\n  owner: %s\n";

    private static Result apply(String file, String value) {
        return FieldEdit.apply(file.getBytes(StandardCharsets.UTF_8), ORDERS, "owner", value);
    }

    private static String text(Result result) {
        return new String(((Result.Edited) result).content(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "payments, group:default/shop, shop",
        "group:payments, group:default/shop, group:shop",
        "group:default/payments, group:default/shop, group:default/shop",
        "default/payments, group:default/shop, group:default/shop",
        "payments, user:default/ann, user:ann",
        "payments, group:people/shop, group:people/shop",
        "payments, group:default/payments, payments",
    })
    void anOwnerIsWrittenAsShortAsBefore(String before, String owner, String after) {
        assertThat(text(apply(FILE.formatted(before), owner))).isEqualTo(FILE.formatted(after));
    }

    @Test
    void aTemplateForOtherFilesIsRefused() {
        String file = FILE.formatted("\"{{ values.owner }}\"");
        assertThat(((Result.Refused) apply(file, "group:default/shop")).reason())
                .contains("placeholders");
        String comment = "# {{ if .x }}\n" + FILE.formatted("payments");
        assertThat(apply(comment, "group:default/shop")).isInstanceOf(Result.Refused.class);
    }

    @Test
    void aTemplateOfTheCatalogIsNotRefused() {
        String file =
                "kind: Template\nmetadata:\n  name: new\nspec:\n  owner: a\n  steps:\n    - name: ${{"
                        + " parameters.x }}\n";
        Result result =
                FieldEdit.apply(
                        file.getBytes(StandardCharsets.UTF_8),
                        EntityRef.parse("template:default/new"),
                        "owner",
                        "group:default/b");
        assertThat(text(result)).isEqualTo(file.replace("owner: a", "owner: b"));
    }

    @Test
    void aFileThatDeclaresItNoMoreIsRefused() {
        Result result = apply("kind: Component\nmetadata: {name: other}\n", "group:default/shop");
        assertThat(((Result.Refused) result).reason()).contains("no component:default/orders");
    }

    /// Property: in each real file, each owner can be made another by changing one line and no
    /// other byte, or it is refused.
    @Test
    void inRealFilesOneLineDiffers() throws IOException {
        Path corpus = SharedFiles.require("corpus/catalog-info");
        int changed = 0;
        List<String> refused = new ArrayList<>();
        try (Stream<Path> files = Files.list(corpus)) {
            for (Path file : files.sorted().toList()) {
                byte[] content = Files.readAllBytes(file);
                for (YamlDocument document : YamlParser.parse(content).documents()) {
                    Optional<EntityRef> ref = owned(document);
                    if (ref.isEmpty()) {
                        continue;
                    }
                    Result result =
                            FieldEdit.apply(content, ref.get(), "owner", "group:default/q-x-z");
                    if (result instanceof Result.Edited edited) {
                        assertOneLine(file, content, edited.content());
                        changed++;
                    } else {
                        refused.add(file.getFileName() + " " + result);
                    }
                }
            }
        }
        assertThat(changed).isGreaterThan(100);
        assertThat(refused)
                .allMatch(each -> each.contains("placeholders") || each.contains("not right at"));
    }

    private static Optional<EntityRef> owned(YamlDocument document) {
        JsonObject json = document.value().orElse(JsonObject.EMPTY);
        JsonObject metadata = json.object("metadata");
        if (json.object("spec").text("owner").isEmpty()) {
            return Optional.empty();
        }
        return json.text("kind")
                .filter(kind -> !kind.isBlank())
                .flatMap(
                        kind ->
                                metadata.text("name")
                                        .filter(name -> !name.isBlank())
                                        .map(
                                                name ->
                                                        new EntityRef(
                                                                kind,
                                                                metadata.text("namespace")
                                                                        .filter(n -> !n.isBlank())
                                                                        .orElse("default"),
                                                                name)));
    }

    private static void assertOneLine(Path file, byte[] before, byte[] after) {
        List<String> old = lines(before);
        List<String> now = lines(after);
        assertThat(now).as(file.toString()).hasSameSizeAs(old);
        int different = 0;
        for (int i = 0; i < old.size(); i++) {
            if (!old.get(i).equals(now.get(i))) {
                different++;
                assertThat(now.get(i)).as(file.toString()).contains("owner").contains("q-x-z");
            }
        }
        assertThat(different).as(file.toString()).isEqualTo(1);
    }

    /// Each with its line break, one character for each byte.
    private static List<String> lines(byte[] content) {
        return List.of(new String(content, StandardCharsets.ISO_8859_1).split("(?<=\n)"));
    }
}
