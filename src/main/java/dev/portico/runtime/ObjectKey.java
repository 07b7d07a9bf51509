package dev.portico.runtime;

/// Which object of a cluster. The version of the API is not part of it: the same object may be read
/// in several.
///
/// @param group empty for the core group
/// @param namespace empty for objects that belong to the cluster as a whole
public record ObjectKey(String group, String kind, String namespace, String name)
        implements Comparable<ObjectKey> {
    /// `<namespace>/<kind>.<group>/<name>`, as [#location] has it behind the cluster.
    public String place() {
        return (namespace.isEmpty() ? "-" : namespace)
                + '/'
                + (group.isEmpty() ? kind : kind + '.' + group)
                + '/'
                + name;
    }

    /// Location of the document that the object of a cluster is to the catalog:
    /// `kubernetes:<cluster>/<namespace>/<kind>.<group>/<name>`. The namespace of an object that
    /// belongs to the cluster as a whole is `-`, and a kind of the core group stands alone.
    public String location(String cluster) {
        return "kubernetes:" + cluster + '/' + place();
    }

    @Override
    public int compareTo(ObjectKey other) {
        return toString().compareTo(other.toString());
    }

    /// `group/kind/namespace/name`; parts may be empty.
    @Override
    public String toString() {
        return group + '/' + kind + '/' + namespace + '/' + name;
    }
}
