package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.Condition;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.Workload.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is kept of a workload's own object.
///
/// @param podLabels labels of its Pods, which Services select
/// @param hosts that the object names itself
/// @param whole the workload it is a part of; null when it stands for itself
/// @param runsOnce see [WorkloadReader#runsOnce]
record WorkloadFacts(
        ObjectKey key,
        String apiVersion,
        Metadata metadata,
        Map<String, String> podLabels,
        List<Image> images,
        Standing standing,
        List<Condition> conditions,
        List<String> hosts,
        @Nullable ObjectKey whole,
        boolean runsOnce) {
    static WorkloadFacts read(
            ResourceKind kind, ObjectKey key, JsonObject object, WorkloadReader reader) {
        JsonObject template = reader.template(object);
        List<Condition> conditions = Conditions.of(object.object("status"));
        Metadata metadata = Metadata.of(object, template, "");
        List<String> problems = new ArrayList<>(metadata.problems());
        problems.addAll(CatalogAnnotations.of(metadata).problems());
        return new WorkloadFacts(
                key,
                Shared.text(kind.apiVersion()),
                metadata.withProblems(problems),
                podLabels(object, template),
                Images.of(template.object("spec")),
                reader.read(object, conditions),
                conditions,
                reader.hosts(object),
                Owners.whole(key, object).orElse(null),
                reader.runsOnce());
    }

    private static Map<String, String> podLabels(JsonObject object, JsonObject template) {
        JsonObject labels = template.object("metadata").object("labels");
        JsonObject source =
                labels.isEmpty()
                        ? object.object("spec").object("selector").object("matchLabels")
                        : labels;
        Map<String, String> sorted = new TreeMap<>();
        source.fields()
                .forEach(
                        (name, value) -> {
                            if (value instanceof String text && sorted.size() < Metadata.MOST) {
                                sorted.put(name, Texts.cut(text, 100));
                            }
                        });
        return Shared.texts(sorted);
    }

    /// True when a mapping to entities would see no difference.
    boolean sameSubject(@Nullable WorkloadFacts other) {
        return other != null
                && metadata.equals(other.metadata)
                && names(images).equals(names(other.images))
                && apiVersion.equals(other.apiVersion);
    }

    private static List<String> names(List<Image> images) {
        return images.stream().map(Image::name).toList();
    }
}
