package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.ObjectKey;

/// An entity that an object of a cluster declares.
///
/// @param object what declares it; for a spoke known from Applications alone, a key of the kind
///     `argoproj.io/Cluster`, which no API serves
/// @param location of the document, as [ObjectKey#location] makes it
/// @param entity a catalog document, checked by nobody yet
public record Draft(ObjectKey object, String location, JsonObject entity) {
    static Draft of(String cluster, ObjectKey object, JsonObject entity) {
        return new Draft(object, object.location(cluster), entity);
    }
}
