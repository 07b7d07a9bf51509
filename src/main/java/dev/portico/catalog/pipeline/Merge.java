package dev.portico.catalog.pipeline;

import dev.portico.model.Claim;
import dev.portico.model.EntityRef;
import dev.portico.model.Problem;
import dev.portico.model.RelationPair;
import dev.portico.model.Severity;
import dev.portico.platform.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes the one document of an entity from everything said about it. Pure: the same input gives
/// the same document, whatever the order in which it came in.
///
/// The primary declaration gives kind, spec and relations. Declarations of a lower class add only
/// annotations, labels, links and tags that are absent. Claims then set the claimable fields. A
/// declaration that has warnings, is only the last good one, or whose source is missing, says so.
public final class Merge {
    /// Type of the status items the catalog adds; the one Backstage's pages look for.
    static final String STATUS_TYPE = "backstage.io/catalog-processing";

    private static final String OWNED_BY = "ownedBy";

    private Merge() {}

    /// @param primary the primary declaration's document
    /// @param lower documents of lower classes, in the order of precedence
    /// @param claims claims of any precedence that have not expired
    /// @param declared precedence of what the primary itself says; see [Claim#precedence()]
    /// @param warnings problems of the primary that did not keep it out
    /// @param stale problems of a newer version that was rejected; empty for none
    /// @param missingSince since when the primary's source is missing; null when it is there
    public record Input(
            JsonObject primary,
            List<JsonObject> lower,
            List<Claim> claims,
            int declared,
            List<Problem> warnings,
            List<Problem> stale,
            @Nullable Instant missingSince) {
        /// True when the merged document is the primary's own, so that nothing needs to be done.
        public boolean isPlain() {
            return lower.isEmpty()
                    && claims.isEmpty()
                    && warnings.isEmpty()
                    && stale.isEmpty()
                    && missingSince == null;
        }
    }

    public static JsonObject merge(Input input) {
        JsonObject merged = input.primary();
        for (JsonObject document : input.lower()) {
            merged = addAbsent(merged, document);
        }
        merged = applyClaims(merged, input.claims(), input.declared());
        if (input.missingSince() != null) {
            merged =
                    withAnnotations(
                            merged,
                            Map.of(
                                    "backstage.io/orphan",
                                    "true",
                                    "portico.dev/source-missing-since",
                                    input.missingSince().toString()));
        }
        return withStatus(merged, input.warnings(), input.stale());
    }

    private static JsonObject addAbsent(JsonObject merged, JsonObject document) {
        JsonObject metadata = merged.object("metadata");
        JsonObject other = document.object("metadata");
        for (String key : List.of("annotations", "labels")) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>(other.object(key).fields());
            values.keySet().removeAll(metadata.object(key).fields().keySet());
            if (!values.isEmpty()) {
                Map<String, @Nullable Object> all =
                        new LinkedHashMap<>(metadata.object(key).fields());
                all.putAll(values);
                metadata = metadata.with(key, all);
            }
        }
        Set<String> tags = new LinkedHashSet<>(metadata.texts("tags"));
        if (tags.addAll(other.texts("tags"))) {
            metadata = metadata.with("tags", List.copyOf(tags));
        }
        List<JsonObject> links = new ArrayList<>(metadata.objects("links"));
        Set<String> urls = new LinkedHashSet<>();
        links.forEach(link -> urls.add(link.text("url").orElse("")));
        for (JsonObject link : other.objects("links")) {
            if (urls.add(link.text("url").orElse(""))) {
                links.add(link);
            }
        }
        if (links.size() > metadata.objects("links").size()) {
            metadata = metadata.with("links", links);
        }
        return merged.with("metadata", metadata);
    }

    private static JsonObject applyClaims(JsonObject merged, List<Claim> claims, int declared) {
        JsonObject result = merged;
        JsonObject spec = merged.object("spec");
        String namespace =
                merged.object("metadata").text("namespace").orElse(EntityRef.DEFAULT_NAMESPACE);
        List<Claim> ordered = claims.stream().sorted(Claim.ORDER).toList();
        for (String field : Claim.SINGLE) {
            var winner =
                    ordered.stream()
                            .filter(claim -> claim.field().equals(field))
                            .filter(claim -> !spec.has(field) || claim.precedence() < declared)
                            .findFirst()
                            .map(Claim::value);
            if (winner.isPresent() && !says(spec, field, winner.get(), namespace)) {
                result = result.with("spec", result.object("spec").with(field, winner.get()));
            }
        }
        for (Claim claim : ordered) {
            if (claim.field().equals("links")) {
                JsonObject link = JsonObject.of(Map.of("url", claim.value()));
                JsonObject carrier =
                        JsonObject.of(Map.of("metadata", Map.of("links", List.of(link))));
                result = addAbsent(result, carrier);
            }
        }
        return result;
    }

    /// Whether a document says the same in its own words, which then stay.
    private static boolean says(JsonObject spec, String field, String value, String namespace) {
        return spec.text(field)
                .filter(text -> Claim.same(field, text, value, namespace))
                .isPresent();
    }

    /// The relations of the merged document: those of the primary, with the owner that counts in
    /// place of the one it names.
    public static Set<RelationPair> relations(
            EntityRef ref, JsonObject primary, JsonObject merged, List<RelationPair> declared) {
        Set<RelationPair> relations = new LinkedHashSet<>(declared);
        String before = primary.object("spec").text(Claim.OWNER).orElse("");
        String now = merged.object("spec").text(Claim.OWNER).orElse("");
        if (!now.equals(before)) {
            relations.removeIf(
                    pair ->
                            pair.type().equals(OWNED_BY)
                                    && Claim.same(
                                            Claim.OWNER,
                                            before,
                                            pair.target().toString(),
                                            ref.namespace()));
            EntityRef owner = Claim.owner(now, ref.namespace());
            relations.add(new RelationPair(ref, OWNED_BY, owner, "ownerOf"));
        }
        return Set.copyOf(relations);
    }

    private static JsonObject withAnnotations(JsonObject merged, Map<String, String> added) {
        JsonObject metadata = merged.object("metadata");
        JsonObject annotations = metadata.object("annotations");
        for (String key : added.keySet().stream().sorted().toList()) {
            annotations = annotations.with(key, added.get(key));
        }
        return merged.with("metadata", metadata.with("annotations", annotations));
    }

    private static JsonObject withStatus(
            JsonObject merged, List<Problem> warnings, List<Problem> stale) {
        List<Map<String, Object>> items = new ArrayList<>();
        for (Problem problem : stale) {
            items.add(item(problem, " The entity stands as it was last good."));
        }
        for (Problem problem : warnings) {
            items.add(item(problem, ""));
        }
        return items.isEmpty()
                ? merged
                : merged.with("status", JsonObject.of(Map.of("items", items)));
    }

    private static Map<String, Object> item(Problem problem, String consequence) {
        String message = problem.position().shortForm() + ": " + problem.message() + consequence;
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("type", STATUS_TYPE);
        item.put("level", problem.severity() == Severity.ERROR ? "error" : "warning");
        item.put("message", message);
        item.put("error", Map.of("name", "InputError", "message", message));
        return item;
    }
}
