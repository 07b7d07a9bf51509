package dev.portico.catalog;

import dev.portico.model.Problem;
import dev.portico.model.SourcePosition;
import dev.portico.model.TrustLevel;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.yaml.YamlParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Short ways to read descriptors in tests.
public final class Samples {
    public static final PlaceholderReader NO_PLACEHOLDERS =
            target -> {
                throw PorticoException.notFound("There is no file '" + target + "'.");
            };
    public static final Descriptors BUILT_IN = new Descriptors(KindRegistry.builtIn());

    private Samples() {}

    public static DescriptorFile file(byte[] content, Admission admission) {
        return new DescriptorFile(
                content,
                new SourcePosition("test", "catalog-info.yaml", "abc", 1, 1, 1),
                "https://git.example.com/acme/orders/catalog-info.yaml",
                admission,
                Map.of(),
                Map.of(),
                null);
    }

    public static DescriptorContent read(byte[] content) {
        return BUILT_IN.read(file(content, Admission.of(TrustLevel.PLATFORM)), NO_PLACEHOLDERS);
    }

    public static DescriptorContent read(String content) {
        return read(content.getBytes(StandardCharsets.UTF_8));
    }

    /// The first document of a YAML text.
    public static JsonObject json(String yaml) {
        return YamlParser.parse(yaml.getBytes(StandardCharsets.UTF_8))
                .documents()
                .getFirst()
                .value()
                .orElseThrow();
    }

    /// The problems of all documents as `line:column code pointer`.
    public static List<String> problems(DescriptorContent content) {
        return content.rejections().stream()
                .flatMap(rejection -> rejection.problems().stream())
                .map(Samples::shortForm)
                .toList();
    }

    public static String shortForm(Problem problem) {
        return problem.position().line()
                + ":"
                + problem.position().column()
                + " "
                + problem.code()
                + " "
                + problem.pointer();
    }

    public static List<String> refs(DescriptorContent content) {
        return content.declarations().stream().map(d -> d.ref().toString()).toList();
    }
}
