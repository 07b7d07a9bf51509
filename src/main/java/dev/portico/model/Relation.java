package dev.portico.model;

/// A directed relation, for example `component:default/orders` `ownedBy` `group:default/payments`.
/// The target need not exist.
public record Relation(EntityRef source, String type, EntityRef target)
        implements Comparable<Relation> {
    @Override
    public int compareTo(Relation other) {
        int bySource = source.compareTo(other.source);
        if (bySource != 0) {
            return bySource;
        }
        int byType = type.compareTo(other.type);
        return byType != 0 ? byType : target.compareTo(other.target);
    }
}
