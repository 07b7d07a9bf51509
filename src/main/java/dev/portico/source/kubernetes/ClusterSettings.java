package dev.portico.source.kubernetes;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A cluster as somebody named it.
///
/// @param namespaces the only ones to read; empty for all
/// @param apply what may be written into it
/// @param configured in words: the setting or document that named it
record ClusterSettings(
        String name,
        @Nullable String title,
        @Nullable String provider,
        @Nullable String region,
        @Nullable String role,
        Map<String, String> labels,
        @Nullable String owner,
        List<String> namespaces,
        Reach reach,
        ApplyRule apply,
        String configured) {
    ClusterSettings {
        labels = Map.copyOf(labels);
        namespaces = List.copyOf(namespaces);
    }

    String source() {
        return "kubernetes:" + name;
    }
}
