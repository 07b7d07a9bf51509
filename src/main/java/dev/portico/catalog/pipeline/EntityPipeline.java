package dev.portico.catalog.pipeline;

import dev.portico.catalog.Declaration;
import dev.portico.catalog.DescriptorContent.Target;
import dev.portico.catalog.DescriptorFile;
import dev.portico.catalog.KindLint;
import dev.portico.catalog.PlaceholderReader;
import dev.portico.catalog.Provenance;
import dev.portico.catalog.Rejection;
import dev.portico.catalog.StoredDocument;
import dev.portico.model.EntityRef;
import dev.portico.model.Kind;
import dev.portico.model.Problem;
import dev.portico.model.RelationPair;
import dev.portico.model.SourcePosition;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.yaml.YamlDocument;
import dev.portico.platform.yaml.YamlFile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Takes one parsed document through every rule, to a declaration or to all that is wrong with it.
public final class EntityPipeline {
    private static final String MANAGED_BY = "backstage.io/managed-by-location";

    private final KindTable kinds;
    private final KindTable builtIn;
    private final List<KindLint> lints;

    /// @param builtIn kinds that a `Kind` document must not change
    public EntityPipeline(KindTable kinds, KindTable builtIn, List<KindLint> lints) {
        this.kinds = kinds;
        this.builtIn = builtIn;
        this.lints = List.copyOf(lints);
    }

    /// What is wrong with a file as a whole; its documents have their own outcome.
    public static List<Problem> problemsOf(YamlFile yaml, SourcePosition file) {
        return yaml.problems().stream()
                .map(problem -> Findings.fromYaml(file, 0, problem))
                .toList();
    }

    public Outcome process(
            YamlDocument document, DescriptorFile file, PlaceholderReader placeholders) {
        Findings findings = new Findings(file.start(), document);
        Optional<JsonObject> value = document.value();
        Optional<Outcome> accepted =
                value.flatMap(json -> accept(json, document, file, placeholders, findings));
        return accepted.orElseGet(
                () ->
                        new Outcome.Rejected(
                                new Rejection(
                                        file.location(),
                                        document.number(),
                                        value.map(Envelope::ref).orElse(null),
                                        findings.problems(),
                                        provenance(document, file))));
    }

    private Optional<Outcome> accept(
            JsonObject written,
            YamlDocument document,
            DescriptorFile file,
            PlaceholderReader placeholders,
            Findings findings) {
        Envelope.check(written, findings);
        KindTable.@Nullable Entry entry = knownKind(written, file, findings);
        if (entry == null) {
            return Optional.empty();
        }
        Kind kind = entry.kind();
        JsonObject json = Placeholders.replace(written, placeholders, findings);
        SchemaCheck.check(entry, json, findings);
        @Nullable EntityRef ref = Envelope.ref(json);
        if (ref == null) {
            return Optional.empty();
        }
        JsonObject spec = json.object("spec");
        List<RelationPair> relations = RelationReader.read(ref, spec, kind.relations(), findings);
        List<Target> targets =
                kind.name().equals("Location")
                        ? LocationTargets.read(ref, spec, ownType(file), document, findings)
                        : List.of();
        if (kind.name().equals(KindReader.KIND) && !findings.hasErrors()) {
            KindReader.check(json, builtIn, findings);
        }
        if (!findings.hasErrors()) {
            lint(kind, json, findings);
        }
        if (findings.hasErrors()) {
            return Optional.empty();
        }
        Declaration declaration =
                new Declaration(
                        file.location(),
                        ref,
                        StoredDocument.of(FinishedDocument.of(json, kind, file)),
                        relations,
                        findings.problems(),
                        provenance(document, file));
        return Optional.of(new Outcome.Accepted(declaration, targets));
    }

    private void lint(Kind kind, JsonObject json, Findings findings) {
        for (KindLint lint : lints) {
            if (lint.kind().equals(kind.name())) {
                lint.check(json).forEach(remark -> note(remark, lint.refuses(), findings));
            }
        }
    }

    private static void note(KindLint.Remark remark, boolean refuses, Findings findings) {
        if (refuses) {
            findings.error(remark.code(), remark.message(), remark.pointer(), remark.found(), null);
        } else {
            findings.warning(remark.code(), remark.message(), remark.pointer(), remark.found());
        }
    }

    /// The kind of a document, when it is known, allowed here and of the right version.
    private KindTable.@Nullable Entry knownKind(
            JsonObject json, DescriptorFile file, Findings findings) {
        Optional<String> name = json.text("kind").filter(Format.KIND::accepts);
        if (name.isEmpty()) {
            return null;
        }
        KindTable.@Nullable Entry entry = kinds.entry(name.get());
        if (entry == null) {
            reportUnknown(name.get(), findings);
            return null;
        }
        Kind kind = entry.kind();
        AdmissionCheck.check(file.admission(), kind, json, kinds, findings);
        boolean admitted = !findings.mentions("/kind");
        Optional<String> version = json.text("apiVersion").filter(Format.API_VERSION::accepts);
        if (version.isPresent() && !kind.apiVersions().contains(version.get())) {
            findings.error(
                    "wrong-api-version",
                    "The kind " + kind.name() + " has no version " + version.get() + ".",
                    "/apiVersion",
                    version.get(),
                    String.join(", ", kind.apiVersions()));
            return null;
        }
        return admitted ? entry : null;
    }

    private void reportUnknown(String name, Findings findings) {
        String hint = kinds.nearest(name).map(near -> " Did you mean " + near + "?").orElse("");
        findings.error(
                "unknown-kind",
                "There is no kind " + name + "." + hint,
                "/kind",
                name,
                kinds.kinds().stream().map(Kind::name).sorted().collect(Collectors.joining(", ")));
    }

    /// The type of the location that the file was read from.
    private static String ownType(DescriptorFile file) {
        String managedBy = file.forcedAnnotations().getOrDefault(MANAGED_BY, "");
        int colon = managedBy.indexOf(':');
        return colon > 0 ? managedBy.substring(0, colon) : "url";
    }

    private static Provenance provenance(YamlDocument document, DescriptorFile file) {
        return new Provenance(
                file.start().file(),
                file.start().commit(),
                document.number(),
                document.line(),
                file.parent());
    }
}
