package dev.portico.catalog;

import dev.portico.catalog.pipeline.EntityPipeline;
import dev.portico.catalog.pipeline.Outcome;
import dev.portico.model.EntityRef;
import dev.portico.model.Problem;
import dev.portico.model.SourcePosition;
import dev.portico.platform.yaml.YamlDocument;
import dev.portico.platform.yaml.YamlFile;
import dev.portico.platform.yaml.YamlParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads descriptor files: YAML to declarations, rejections and further targets. Pure and safe for
/// many threads; used by sources and by `portico validate`.
public final class Descriptors {
    private final EntityPipeline pipeline;

    public Descriptors(KindRegistry kinds) {
        this.pipeline =
                new EntityPipeline(kinds.table(), KindRegistry.builtIn().table(), kinds.lints());
    }

    /// Reads one file. Never throws for what stands in it: every trouble is in the rejections.
    public DescriptorContent read(DescriptorFile file, PlaceholderReader placeholders) {
        YamlFile yaml = YamlParser.parse(file.content());
        List<Declaration> declarations = new ArrayList<>();
        List<Rejection> rejections = new ArrayList<>();
        List<DescriptorContent.Target> targets = new ArrayList<>();
        Map<EntityRef, Declaration> seen = new HashMap<>();
        for (YamlDocument document : yaml.documents()) {
            switch (pipeline.process(document, file, placeholders)) {
                case Outcome.Rejected(Rejection rejection) -> rejections.add(rejection);
                case Outcome.Accepted(Declaration declaration, var itsTargets) -> {
                    @Nullable Declaration first = seen.putIfAbsent(declaration.ref(), declaration);
                    if (first == null) {
                        declarations.add(declaration);
                        targets.addAll(itsTargets);
                    } else {
                        rejections.add(duplicate(declaration, first, document, file));
                    }
                }
            }
        }
        if (!yaml.problems().isEmpty()) {
            rejections.add(wholeFile(yaml, file));
        }
        return new DescriptorContent(declarations, rejections, targets);
    }

    private static Rejection duplicate(
            Declaration second, Declaration first, YamlDocument document, DescriptorFile file) {
        var position = document.positions().at("/metadata/name");
        Problem problem =
                Problem.error(
                                "duplicate-entity",
                                "The entity "
                                        + second.ref()
                                        + " is declared twice in this file, first in line "
                                        + first.provenance().line()
                                        + ".",
                                "/metadata/name",
                                file.start()
                                        .at(document.number(), position.line(), position.column()))
                        .because(second.ref().toString(), null);
        return new Rejection(
                file.location(),
                document.number(),
                second.ref(),
                List.of(problem),
                second.provenance());
    }

    private static Rejection wholeFile(YamlFile yaml, DescriptorFile file) {
        SourcePosition start = file.start();
        List<Problem> problems = EntityPipeline.problemsOf(yaml, start);
        return new Rejection(
                file.location(),
                0,
                null,
                problems,
                new Provenance(
                        start.file(),
                        start.commit(),
                        0,
                        problems.getFirst().position().line(),
                        file.parent()));
    }
}
