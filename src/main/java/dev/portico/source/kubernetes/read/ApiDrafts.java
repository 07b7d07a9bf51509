package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.PlatformApi;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes an API entity of an XRD. Its type is `crd`, as the tools of the field expect it; its
/// definition is the CustomResourceDefinition, as JSON, of what teams ask for (the claim when there
/// is one), with the version that Compositions refer to.
final class ApiDrafts {
    private ApiDrafts() {}

    static Optional<Draft> of(String cluster, PlatformApi api, JsonObject object) {
        CatalogAnnotations said = CatalogAnnotations.ofAny(Metadata.of(object));
        if (said.isExcluded() || api.kind().isEmpty()) {
            return Optional.empty();
        }
        Optional<JsonObject> version = version(object.object("spec"));
        if (version.isEmpty()) {
            return Optional.empty();
        }
        String asked = api.claimKind().isEmpty() ? api.kind() : api.claimKind();
        DraftDocument document =
                new DraftDocument("API")
                        .metadata("name", "")
                        .metadata("title", asked + " (" + api.group() + ")")
                        .describe(said, name(api));
        description(version.get())
                .filter(_ -> said.text("description").isEmpty())
                .ifPresent(text -> document.metadata("description", text));
        if (said.tags().isEmpty()) {
            document.metadata("tags", List.of("crossplane"));
        }
        document.spec("type", "crd")
                .spec("lifecycle", said.text("lifecycle").orElse("production"))
                .spec("owner", said.owner().orElse(DraftDocument.NO_OWNER))
                .spec("system", said.text("system"))
                .spec("definition", definition(api, object.object("spec"), version.get()));
        return Optional.of(Draft.of(cluster, api.key(), document.document()));
    }

    /// `<kind>-<group>` in lower case, the kind that of the composite resource.
    private static String name(PlatformApi api) {
        return DraftDocument.name((api.kind() + '-' + api.group()).toLowerCase(Locale.ROOT));
    }

    /// The served version that Compositions refer to, else the first served, else the first.
    private static Optional<JsonObject> version(JsonObject spec) {
        List<JsonObject> versions = spec.objects("versions");
        return versions.stream()
                .filter(Xrd.isTrue("served").and(Xrd.isTrue("referenceable")))
                .findFirst()
                .or(() -> versions.stream().filter(Xrd.isTrue("served")).findFirst())
                .or(() -> versions.stream().findFirst());
    }

    private static Optional<String> description(JsonObject version) {
        return version.object("schema")
                .object("openAPIV3Schema")
                .text("description")
                .map(text -> Texts.cut(text.strip(), Texts.ANNOTATION))
                .filter(text -> !text.isEmpty());
    }

    private static String definition(PlatformApi api, JsonObject xrd, JsonObject version) {
        boolean claims = !api.claimKind().isEmpty();
        JsonObject names = xrd.object(claims ? "claimNames" : "names");
        Map<String, @Nullable Object> served = new LinkedHashMap<>();
        served.put("name", version.value("name"));
        served.put("served", true);
        served.put("storage", true);
        served.put("schema", Map.of("openAPIV3Schema", schema(version)));
        Map<String, @Nullable Object> spec = new LinkedHashMap<>();
        spec.put("group", api.group());
        spec.put("names", names);
        spec.put("scope", claims || api.scope().equals("Namespaced") ? "Namespaced" : "Cluster");
        spec.put("versions", List.of(served));
        Map<String, @Nullable Object> definition = new LinkedHashMap<>();
        definition.put("apiVersion", "apiextensions.k8s.io/v1");
        definition.put("kind", "CustomResourceDefinition");
        definition.put(
                "metadata", Map.of("name", names.text("plural").orElse("") + '.' + api.group()));
        definition.put("spec", spec);
        return JsonObject.of(definition).toJson();
    }

    private static JsonObject schema(JsonObject version) {
        return version.object("schema").object("openAPIV3Schema");
    }
}
