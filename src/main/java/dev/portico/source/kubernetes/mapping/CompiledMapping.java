package dev.portico.source.kubernetes.mapping;

import dev.portico.model.Entity;
import dev.portico.platform.PorticoException;
import dev.portico.platform.cel.CelCompiler;
import dev.portico.platform.cel.CelExpression;
import dev.portico.platform.cel.CelType;
import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.ObjectKey;
import dev.portico.scm.PathGlobs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One mapping document, ready to be applied. Pure and safe for many threads.
final class CompiledMapping {
    private static final CelCompiler COMPILER =
            new CelCompiler(
                    Map.ofEntries(
                            Map.entry("cluster", CelType.TEXT),
                            Map.entry("group", CelType.TEXT),
                            Map.entry("kind", CelType.TEXT),
                            Map.entry("name", CelType.TEXT),
                            Map.entry("labels", CelType.TEXT_MAP),
                            Map.entry("annotations", CelType.TEXT_MAP),
                            Map.entry("version", CelType.TEXT),
                            Map.entry("images", CelType.TEXTS),
                            Map.entry("hosts", CelType.TEXTS),
                            Map.entry("ns", CelType.MAP)));

    private final String name;
    private final PathGlobs clusters;
    private final PathGlobs namespaces;
    private final List<String> workloads;
    private final String kind;
    private final Map<String, CelExpression> fields;

    private CompiledMapping(
            String name, JsonObject spec, String kind, Map<String, CelExpression> fields) {
        this.name = name;
        this.clusters = globs(spec.texts("clusters"));
        this.namespaces = globs(spec.texts("namespaces"));
        this.workloads = spec.texts("workloads");
        this.kind = kind;
        this.fields = fields;
    }

    /// Reads a KubernetesMapping. INVALID_INPUT, with the field and what is wrong, for an
    /// expression that does not compile.
    static CompiledMapping of(Entity entity) {
        JsonObject spec = entity.spec();
        JsonObject made = spec.object("entity");
        Map<String, CelExpression> fields = new LinkedHashMap<>();
        spec.text("when").ifPresent(it -> fields.put("when", compile("when", it, CelType.BOOL)));
        for (String field : made.fields().keySet()) {
            if (!field.equals("kind")) {
                made.text(field)
                        .ifPresent(
                                it ->
                                        fields.put(
                                                field,
                                                compile("entity." + field, it, type(field))));
            }
        }
        return new CompiledMapping(
                entity.name(), spec, made.text("kind").orElse("Component"), fields);
    }

    private static CelType type(String field) {
        return switch (field) {
            case "tags" -> CelType.TEXTS;
            case "links" -> CelType.TEXT_MAPS;
            case "labels", "annotations" -> CelType.TEXT_MAP;
            default -> CelType.TEXT;
        };
    }

    private static CelExpression compile(String field, String source, CelType type) {
        try {
            return COMPILER.compile(source, type);
        } catch (PorticoException e) {
            throw PorticoException.invalid("spec." + field + ": " + e.text());
        }
    }

    private static PathGlobs globs(List<String> patterns) {
        return PathGlobs.of(patterns.isEmpty() ? List.of("*") : patterns);
    }

    String name() {
        return name;
    }

    /// The document of the entity that a workload becomes; empty when the mapping is not for it.
    /// INVALID_INPUT when an expression fails on this workload.
    Optional<JsonObject> apply(MappedWorkload subject) {
        ObjectKey key = subject.workload().key();
        if (subject.excluded()
                || !clusters.matches(subject.cluster())
                || !namespaces.matches(key.namespace())
                || !(workloads.isEmpty() || workloads.contains(key.group() + '/' + key.kind()))) {
            return Optional.empty();
        }
        Map<String, Object> variables = subject.variables();
        CelExpression when = fields.get("when");
        if (when != null && !when.test(variables)) {
            return Optional.empty();
        }
        return Optional.of(document(subject, variables));
    }

    private JsonObject document(MappedWorkload subject, Map<String, Object> variables) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("name", text("name", variables, subject.workload().key().name()));
        put(metadata, "namespace", variables);
        put(metadata, "title", variables);
        put(metadata, "description", variables);
        for (String field : List.of("labels", "annotations")) {
            CelExpression map = fields.get(field);
            if (map != null) {
                metadata.put(field, map.textMap(variables));
            }
        }
        CelExpression tags = fields.get("tags");
        if (tags != null) {
            metadata.put("tags", tags.texts(variables));
        }
        CelExpression links = fields.get("links");
        if (links != null) {
            metadata.put("links", links.textMaps(variables));
        }
        Map<String, @Nullable Object> spec = new LinkedHashMap<>();
        spec.put("type", text("type", variables, "service"));
        if (kind.equals("Component")) {
            spec.put("lifecycle", text("lifecycle", variables, "production"));
        }
        spec.put("owner", text("owner", variables, subject.annotatedOwner()));
        put(spec, "system", variables);
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("apiVersion", "backstage.io/v1alpha1");
        document.put("kind", kind);
        document.put("metadata", metadata);
        document.put("spec", spec);
        return JsonObject.of(document);
    }

    private String text(String field, Map<String, Object> variables, String otherwise) {
        CelExpression expression = fields.get(field);
        String text = expression == null ? "" : expression.text(variables);
        return text.isBlank() ? otherwise : text;
    }

    /// An expression that makes an empty text leaves the field out.
    private void put(
            Map<String, @Nullable Object> into, String field, Map<String, Object> variables) {
        String text = text(field, variables, "");
        if (!text.isEmpty()) {
            into.put(field, text);
        }
    }
}
