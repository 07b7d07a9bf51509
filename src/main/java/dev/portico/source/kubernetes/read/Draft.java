package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.ObjectKey;

/// An entity that an object of a cluster declares.
///
/// @param object what declares it; for a spoke known from Applications alone, a key of the kind
///     `argoproj.io/Cluster`, which no API serves
/// @param location of the document, as [#location] makes it
/// @param entity a catalog document, checked by nobody yet
public record Draft(ObjectKey object, String location, JsonObject entity) {
    static Draft of(String cluster, ObjectKey object, JsonObject entity) {
        return new Draft(object, location(cluster, object), entity);
    }

    /// `kubernetes:<cluster>/<namespace>/<kind>.<group>/<name>`; the namespace of an object that
    /// belongs to the cluster as a whole is `-`, and a kind of the core group stands alone.
    public static String location(String cluster, ObjectKey object) {
        String namespace = object.namespace().isEmpty() ? "-" : object.namespace();
        String kind =
                object.group().isEmpty() ? object.kind() : object.kind() + '.' + object.group();
        return "kubernetes:" + cluster + '/' + namespace + '/' + kind + '/' + object.name();
    }
}
