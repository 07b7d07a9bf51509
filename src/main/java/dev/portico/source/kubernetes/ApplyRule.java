package dev.portico.source.kubernetes;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.util.List;

/// What may be written into a cluster.
///
/// @param allowed whether anything may
/// @param namespaces the only ones to write to; empty for all. An ending `*` stands for any rest
/// @param kinds the only ones to write, as `apps/Deployment`, or `ConfigMap` for the core group;
///     empty for all. Where namespaces are named, objects of the cluster as a whole are written
///     only when their kind is named too
record ApplyRule(boolean allowed, List<String> namespaces, List<String> kinds) {
    static final ApplyRule CLOSED = new ApplyRule(false, List.of(), List.of());

    ApplyRule {
        namespaces = List.copyOf(namespaces);
        kinds = List.copyOf(kinds);
    }

    /// FORBIDDEN, with the setting, when nothing may be written.
    void requireOpen(String cluster) {
        if (!allowed) {
            throw forbidden(
                    "The cluster '"
                            + cluster
                            + "' takes no objects; to let templates apply some, set allow-apply of"
                            + " this cluster in portico.kubernetes.clusters, or spec.apply.allow of"
                            + " its Cluster document.");
        }
    }

    /// FORBIDDEN when objects of this kind may not be written.
    ///
    /// @param kind as in the settings
    void requireKind(String cluster, String kind) {
        if (!kinds.isEmpty() && !kinds.contains(kind)) {
            throw forbidden(
                    "Objects of kind "
                            + kind
                            + " may not be applied to the cluster '"
                            + cluster
                            + "'; its apply-kinds allow "
                            + String.join(", ", kinds)
                            + ".");
        }
    }

    /// FORBIDDEN when an object may not be written there.
    ///
    /// @param namespace empty for an object of the cluster as a whole
    void requireNamespace(String cluster, String kind, String namespace) {
        if (namespaces.isEmpty()) {
            return;
        }
        if (namespace.isEmpty()) {
            if (!kinds.contains(kind)) {
                throw forbidden(
                        kind
                                + " belongs to the cluster '"
                                + cluster
                                + "' as a whole, and its apply-namespaces allow single namespaces"
                                + " only; to allow it, name the kind in apply-kinds too.");
            }
        } else if (namespaces.stream().noneMatch(each -> matches(each, namespace))) {
            throw forbidden(
                    "Nothing may be applied to the namespace '"
                            + namespace
                            + "' of the cluster '"
                            + cluster
                            + "'; its apply-namespaces allow "
                            + String.join(", ", namespaces)
                            + ".");
        }
    }

    private static boolean matches(String allowed, String namespace) {
        return allowed.endsWith("*")
                ? namespace.startsWith(allowed.substring(0, allowed.length() - 1))
                : namespace.equals(allowed);
    }

    private static PorticoException forbidden(String message) {
        return new PorticoException(ErrorCode.FORBIDDEN, message);
    }
}
