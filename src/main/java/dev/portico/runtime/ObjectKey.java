package dev.portico.runtime;

/// Which object of a cluster. The version of the API is not part of it: the same object may be read
/// in several.
///
/// @param group empty for the core group
/// @param namespace empty for objects that belong to the cluster as a whole
public record ObjectKey(String group, String kind, String namespace, String name)
        implements Comparable<ObjectKey> {
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
