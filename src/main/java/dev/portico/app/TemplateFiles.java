package dev.portico.app;

import dev.portico.app.cases.TestFile;
import dev.portico.app.cases.UnusableException;
import dev.portico.catalog.Admission;
import dev.portico.catalog.Declaration;
import dev.portico.catalog.DescriptorContent;
import dev.portico.catalog.DescriptorFile;
import dev.portico.catalog.Descriptors;
import dev.portico.catalog.KindRegistry;
import dev.portico.catalog.PlaceholderReader;
import dev.portico.catalog.Rejection;
import dev.portico.model.Entity;
import dev.portico.model.Problem;
import dev.portico.model.SourcePosition;
import dev.portico.model.TrustLevel;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.yaml.Yaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Reads templates and entities of a working copy as the catalog would.
final class TemplateFiles {
    private final Descriptors descriptors = new Descriptors(KindRegistry.builtIn());

    /// The folder a file lies in.
    static Path folder(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
    }

    /// The repository a file is in, else its folder.
    Path root(Path file) {
        return found(file).root();
    }

    private static DescriptorFiles.Found found(Path file) {
        try {
            return DescriptorFiles.find(List.of(file)).getFirst();
        } catch (DescriptorFiles.NotFoundException e) {
            throw PorticoException.notFound(String.valueOf(e.getMessage()));
        }
    }

    /// The only template in a file.
    JsonObject template(Path file) throws IOException, UnusableException {
        DescriptorContent content =
                read(file.toString(), Files.readAllBytes(file), new LocalTargets(found(file)));
        List<Entity> templates =
                content.declarations().stream()
                        .map(declaration -> declaration.document().entity())
                        .filter(entity -> entity.kind().equalsIgnoreCase("Template"))
                        .toList();
        if (templates.isEmpty() && !content.rejections().isEmpty()) {
            throw new UnusableException(sentences(content));
        }
        if (templates.size() != 1) {
            throw new UnusableException(
                    List.of(
                            "The file "
                                    + file
                                    + " must have one template, but has "
                                    + templates.size()
                                    + "."));
        }
        return templates.getFirst().json();
    }

    private static List<String> sentences(DescriptorContent content) {
        return content.rejections().stream()
                .map(Rejection::problems)
                .flatMap(List::stream)
                .map(problem -> problem.position().shortForm() + ": " + problem.message())
                .toList();
    }

    /// The entities of a test file.
    List<Declaration> catalog(TestFile file) throws UnusableException {
        List<Declaration> declarations = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (TestFile.GivenEntity given : file.catalog()) {
            DescriptorContent content =
                    read(
                            file.name(),
                            Yaml.write(given.document().fields()).getBytes(StandardCharsets.UTF_8),
                            _ -> "{}".getBytes(StandardCharsets.UTF_8));
            declarations.addAll(content.declarations());
            for (Rejection rejection : content.rejections()) {
                for (Problem problem : rejection.problems()) {
                    problems.add(
                            "%s:%d:%d: The entity is not valid: %s"
                                    .formatted(
                                            file.name(),
                                            given.at().line(),
                                            given.at().column(),
                                            problem.message()));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new UnusableException(problems);
        }
        return declarations;
    }

    private DescriptorContent read(String name, byte[] bytes, PlaceholderReader placeholders) {
        return descriptors.read(
                new DescriptorFile(
                        bytes,
                        new SourcePosition("test", name, null, 1, 1, 1),
                        name,
                        Admission.of(TrustLevel.PLATFORM),
                        Map.of(),
                        Map.of(),
                        null),
                placeholders);
    }
}
