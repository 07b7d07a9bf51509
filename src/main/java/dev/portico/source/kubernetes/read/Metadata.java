package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is kept of an object's metadata.
///
/// @param labels at most 64, those of the conventions first
/// @param annotations those that matter, at most 64, values of at most 2,000 characters
/// @param problems what had to be cut, in sentences
record Metadata(
        Map<String, String> labels,
        Map<String, String> annotations,
        @Nullable Instant createdAt,
        boolean deleting,
        List<String> problems) {
    static final int MOST = 64;
    private static final List<String> PREFIXES =
            List.of(
                    "portico.dev/",
                    "backstage.io/",
                    "terasky.backstage.io/",
                    "app.kubernetes.io/",
                    "argocd.argoproj.io/",
                    "org.opencontainers.image.");

    static Metadata of(JsonObject object) {
        return of(object, JsonObject.EMPTY, "");
    }

    /// @param template a Pod template: its labels count where the object has none of that key
    /// @param more prefix of further annotations that matter; empty for none
    static Metadata of(JsonObject object, JsonObject template, String more) {
        JsonObject metadata = object.object("metadata");
        JsonObject below = template.object("metadata");
        List<String> problems = new ArrayList<>();
        return new Metadata(
                labels(metadata.object("labels"), below.object("labels"), problems),
                annotations(metadata.object("annotations"), more, problems),
                Texts.time(metadata.text("creationTimestamp")),
                metadata.has("deletionTimestamp"),
                List.copyOf(problems));
    }

    Metadata withProblems(List<String> all) {
        return new Metadata(labels, annotations, createdAt, deleting, List.copyOf(all));
    }

    private static Map<String, String> labels(
            JsonObject own, JsonObject below, List<String> problems) {
        Map<String, String> sorted =
                new TreeMap<>(
                        Comparator.comparing((String key) -> !matters(key))
                                .thenComparing(Comparator.naturalOrder()));
        putTexts(below, sorted);
        putTexts(own, sorted);
        Map<String, String> labels = new LinkedHashMap<>();
        sorted.forEach(
                (key, value) -> {
                    if (labels.size() < MOST) {
                        labels.put(key, Texts.cut(value, Texts.ANNOTATION));
                    }
                });
        if (sorted.size() > MOST) {
            problems.add("It has " + sorted.size() + " labels; only " + MOST + " are kept.");
        }
        return Shared.texts(labels);
    }

    private static Map<String, String> annotations(
            JsonObject own, String more, List<String> problems) {
        Map<String, String> all = new TreeMap<>();
        own.fields()
                .forEach(
                        (key, value) -> {
                            boolean wanted =
                                    matters(key) || !more.isEmpty() && key.startsWith(more);
                            if (value instanceof String text && wanted) {
                                all.put(key, text);
                            }
                        });
        Map<String, String> annotations = new LinkedHashMap<>();
        all.forEach(
                (key, value) -> {
                    if (annotations.size() < MOST) {
                        annotations.put(key, cut(key, value, problems));
                    }
                });
        if (all.size() > MOST) {
            problems.add(
                    "It has "
                            + all.size()
                            + " annotations that the portal reads; only "
                            + MOST
                            + " are kept.");
        }
        return Shared.texts(annotations);
    }

    private static String cut(String key, String value, List<String> problems) {
        if (value.length() > Texts.ANNOTATION) {
            problems.add(
                    "The annotation '"
                            + key
                            + "' has "
                            + value.length()
                            + " characters; it is cut after "
                            + Texts.ANNOTATION
                            + ".");
        }
        return Texts.cut(value, Texts.ANNOTATION);
    }

    private static void putTexts(JsonObject texts, Map<String, String> into) {
        texts.fields()
                .forEach(
                        (key, value) -> {
                            if (value instanceof String text) {
                                into.put(key, text);
                            }
                        });
    }

    /// True for keys that someone reads: those of portals, of Argo CD and of images.
    private static boolean matters(String key) {
        return key.length() <= 317 && PREFIXES.stream().anyMatch(key::startsWith);
    }
}
