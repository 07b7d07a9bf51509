package dev.portico.catalog.pipeline;

import dev.portico.model.Kind;
import dev.portico.model.RelationRule;
import dev.portico.model.TrustLevel;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.platform.schema.JsonSchema;
import dev.portico.platform.schema.SchemaWords;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Between `Kind` documents and [Kind].
public final class KindReader {
    /// `kind` and `apiVersion` of the documents.
    public static final String KIND = "Kind";

    public static final String API_VERSION = "portico.dev/v1";

    private KindReader() {}

    /// The kind that a document defines which passed all checks.
    public static Kind read(JsonObject document) {
        JsonObject spec = document.object("spec");
        List<RelationRule> relations = new ArrayList<>();
        for (JsonObject rule : spec.objects("relations")) {
            relations.add(
                    new RelationRule(
                            rule.text("field").orElse(""),
                            rule.text("defaultKind").orElse(null),
                            rule.texts("allowedKinds").stream()
                                    .map(name -> name.toLowerCase(Locale.ROOT))
                                    .toList(),
                            rule.text("type").orElse(""),
                            rule.text("reverse").orElse("")));
        }
        return new Kind(
                spec.text("kind").orElse(""),
                spec.text("plural").orElse(""),
                spec.texts("apiVersions"),
                spec.text("trust").orElse("").equals("catalog")
                        ? TrustLevel.CATALOG
                        : TrustLevel.PLATFORM,
                spec.object("schema"),
                relations);
    }

    /// The document that defines a kind.
    public static JsonObject document(Kind kind) {
        List<Map<String, Object>> relations = new ArrayList<>();
        for (RelationRule rule : kind.relations()) {
            Map<String, Object> relation = new LinkedHashMap<>();
            relation.put("field", rule.field());
            @Nullable String defaultKind = rule.defaultKind();
            if (defaultKind != null) {
                relation.put("defaultKind", defaultKind);
            }
            if (!rule.allowedKinds().isEmpty()) {
                relation.put("allowedKinds", rule.allowedKinds());
            }
            relation.put("type", rule.forward());
            relation.put("reverse", rule.reverse());
            relations.add(relation);
        }
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("kind", kind.name());
        spec.put("plural", kind.plural());
        spec.put("apiVersions", kind.apiVersions());
        spec.put("trust", kind.trust().name().toLowerCase(Locale.ROOT));
        spec.put("schema", kind.schema());
        spec.put("relations", relations);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("apiVersion", API_VERSION);
        document.put("kind", KIND);
        document.put("metadata", Map.of("name", kind.name().toLowerCase(Locale.ROOT)));
        document.put("spec", spec);
        return JsonObject.of(document);
    }

    /// What the schema of `Kind` can't say.
    static void check(JsonObject document, KindTable builtIn, Findings findings) {
        JsonObject spec = document.object("spec");
        JsonObject metadata = document.object("metadata");
        String name = spec.text("kind").orElse("");
        if (!metadata.text("name").orElse("").equals(name.toLowerCase(Locale.ROOT))) {
            findings.error(
                    "kind-name",
                    "The name of a Kind document must be the kind it defines, in lower case.",
                    "/metadata/name",
                    metadata.value("name"),
                    name.toLowerCase(Locale.ROOT));
        }
        if (!metadata.text("namespace").orElse("default").equals("default")) {
            findings.error(
                    "kind-name",
                    "A kind holds in every namespace; leave the namespace out.",
                    "/metadata/namespace",
                    metadata.value("namespace"),
                    "default");
        }
        checkApiVersions(spec.texts("apiVersions"), findings);
        checkRelations(spec.objects("relations"), findings);
        JsonSchema.Compiled compiled = JsonSchema.compile(spec.object("schema"));
        for (JsonSchema.Violation violation : compiled.violations()) {
            String pointer = "/spec/schema" + violation.pointer();
            findings.error(
                    "kind-schema",
                    "This is not a JSON Schema: " + violation.message() + ".",
                    pointer,
                    JsonValues.at(document.fields(), pointer),
                    "JSON Schema, draft 7 or 2020-12");
        }
        checkBuiltIn(read(document), builtIn, findings);
    }

    private static void checkApiVersions(List<String> versions, Findings findings) {
        for (int i = 0; i < versions.size(); i++) {
            if (!Format.API_VERSION.accepts(versions.get(i))) {
                String pointer = "/spec/apiVersions/" + i;
                findings.error(
                        "wrong-format",
                        "The value of " + SchemaWords.fieldName(pointer) + " is not valid.",
                        pointer,
                        versions.get(i),
                        Format.API_VERSION.allowed());
            }
        }
    }

    private static void checkRelations(List<JsonObject> rules, Findings findings) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < rules.size(); i++) {
            String field = rules.get(i).text("field").orElse("");
            if (!seen.add(field)) {
                findings.error(
                        "kind-relation",
                        "The field " + field + " makes a relation already; name it once.",
                        "/spec/relations/" + i + "/field",
                        field,
                        null);
            }
        }
    }

    /// A built-in kind may be written down again, as the program's own folder does, but not
    /// changed.
    private static void checkBuiltIn(Kind kind, KindTable builtIn, Findings findings) {
        for (Kind known : builtIn.kinds()) {
            if (known.name().equalsIgnoreCase(kind.name()) && !known.equals(kind)) {
                findings.error(
                        "kind-built-in",
                        "The kind "
                                + known.name()
                                + " is built in and can't be defined anew; choose another name.",
                        "/spec/kind",
                        kind.name(),
                        null);
            }
        }
    }
}
