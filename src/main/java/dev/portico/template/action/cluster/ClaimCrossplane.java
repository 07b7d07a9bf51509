package dev.portico.template.action.cluster;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.schema.JsonSchema;
import dev.portico.platform.schema.SchemaWords;
import dev.portico.platform.yaml.Yaml;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Patience;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import dev.portico.template.action.cluster.PlatformKinds.PlatformKind;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `crossplane:claim`.
@Singleton
final class ClaimCrossplane extends TypedAction<ClaimCrossplane.Input, ClaimCrossplane.Output> {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

    /// What Crossplane adds to every schema.
    private static final Set<String> CROSSPLANES_OWN =
            Set.of(
                    "crossplane",
                    "compositionRef",
                    "compositionSelector",
                    "compositionRevisionRef",
                    "compositionRevisionSelector",
                    "compositionUpdatePolicy",
                    "compositeDeletePolicy",
                    "publishConnectionDetailsTo",
                    "writeConnectionSecretToRef",
                    "resourceRef");

    record Input(
            @Describe("The kind that is asked for, as PostgreSQLInstance.") String kind,
            @Describe("Its API version, where several groups have the kind.")
                    @Nullable String apiVersion,
            @Describe("Name of the object.") String name,
            @Describe("Namespace of the object.") @Nullable String namespace,
            @Describe(value = "What is asked for.", byDefault = "{}") JsonObject spec,
            @Describe(value = "Labels of the object.", byDefault = "{}") Map<String, String> labels,
            @Describe(value = "Annotations of the object.", byDefault = "{}")
                    Map<String, String> annotations,
            @Describe("File of the workspace to write; <kind>-<name>.yaml when left out.")
                    @Nullable String path) {
        Input {
            labels = Map.copyOf(labels);
            annotations = Map.copyOf(annotations);
        }
    }

    record Output(
            @Describe("The manifest as YAML.") String manifest,
            @Describe("Path of the file in the workspace.") String path,
            @Describe("API version of the object.") String apiVersion) {}

    /// Longer than a cluster is read for the first time.
    private static final String FIRST_READ = "2m";

    private final PlatformKinds kinds;

    ClaimCrossplane(PlatformKinds kinds) {
        super(
                new About<>(
                        "crossplane:claim",
                        "Writes the manifest of a claim or composite resource of Crossplane into"
                                + " the workspace, checked against the schema its definition has in"
                                + " the clusters, with defaults filled in.",
                        Input.class,
                        Output.class,
                        Repeat.PURE,
                        true));
        this.kinds = kinds;
    }

    @Override
    protected Outcome run(Input input, ActionContext context) throws IOException {
        PlatformKind kind;
        try {
            kind = kinds.require(input.kind(), input.apiVersion());
        } catch (PorticoException e) {
            if (!e.code().retryable()) {
                throw e;
            }
            return Patience.of(FIRST_READ, context).soon(e.text(), context);
        }
        return done(write(input, kind, context));
    }

    private static Output write(Input input, PlatformKind kind, ActionContext context)
            throws IOException {
        if (!NAME.matcher(input.name()).matches()) {
            throw PorticoException.invalid(
                    "The name '"
                            + input.name()
                            + "' is no name of an object; it has lower-case letters, digits, '-'"
                            + " and '.', and begins and ends with a letter or digit.");
        }
        if (input.namespace() != null && !kind.namespaced()) {
            throw PorticoException.invalid(
                    kind.kind() + " belongs to the cluster as a whole; leave out namespace.");
        }
        JsonObject schema = kind.schema().object("properties").object("spec");
        JsonObject spec = StructuralSchema.withDefaults(schema, input.spec());
        check(kind, schema, input, spec);
        String manifest = Yaml.write(manifest(kind, input, spec).fields());
        String path =
                input.path() == null
                        ? (kind.kind() + "-" + input.name()).toLowerCase(Locale.ROOT) + ".yaml"
                        : input.path();
        Path file = context.workspace().resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, manifest, StandardCharsets.UTF_8);
        context.log("Wrote " + kind.kind() + " " + input.name() + " to " + path);
        return new Output(manifest, path, kind.apiVersion());
    }

    private static void check(PlatformKind kind, JsonObject schema, Input input, JsonObject spec) {
        JsonObject rules =
                JsonObject.of(
                        Map.of(
                                "type",
                                "object",
                                "properties",
                                Map.of("spec", StructuralSchema.toJsonSchema(schema).fields())));
        JsonSchema.Compiled compiled = JsonSchema.compile(rules);
        if (compiled.schema() == null) {
            throw PorticoException.invalid(
                    "The schema of "
                            + kind.kind()
                            + " ("
                            + kind.apiVersion()
                            + ") can't be used: "
                            + compiled.violations().getFirst().message());
        }
        JsonObject checked = spec;
        for (String own : CROSSPLANES_OWN) {
            checked = schema.object("properties").has(own) ? checked : checked.without(own);
        }
        Map<String, @Nullable Object> document = Map.of("spec", checked.fields());
        SchemaWords words = new SchemaWords("the kind " + kind.kind(), rules);
        Set<String> sentences = new LinkedHashSet<>();
        for (JsonSchema.Violation each : compiled.schema().validate(document)) {
            SchemaWords.Told told = words.tell(each, document);
            sentences.add(
                    told.allowed() == null || told.message().contains(told.allowed())
                            ? told.message()
                            : told.message() + " It must be " + told.allowed() + ".");
        }
        if (!sentences.isEmpty()) {
            throw PorticoException.invalid(
                    kind.kind() + " '" + input.name() + "': " + String.join(" ", sentences));
        }
    }

    private static JsonObject manifest(PlatformKind kind, Input input, JsonObject spec) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("name", input.name());
        if (input.namespace() != null) {
            metadata.put("namespace", input.namespace());
        }
        if (!input.labels().isEmpty()) {
            metadata.put("labels", new TreeMap<>(input.labels()));
        }
        if (!input.annotations().isEmpty()) {
            metadata.put("annotations", new TreeMap<>(input.annotations()));
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("apiVersion", kind.apiVersion());
        object.put("kind", kind.kind());
        object.put("metadata", metadata);
        if (!spec.isEmpty()) {
            object.put("spec", spec.fields());
        }
        return JsonObject.of(object);
    }
}
