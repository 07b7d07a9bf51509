package dev.portico.model;

/// One fact that shows as a relation on both ends: `source` has `type` to `target`, `target` has
/// `reverse` to `source`. It belongs to `source`, whose document made it, and goes with it.
public record RelationPair(EntityRef source, String type, EntityRef target, String reverse)
        implements Comparable<RelationPair> {
    public Relation forward() {
        return new Relation(source, type, target);
    }

    public Relation backward() {
        return new Relation(target, reverse, source);
    }

    @Override
    public int compareTo(RelationPair other) {
        int byForward = forward().compareTo(other.forward());
        return byForward != 0 ? byForward : reverse.compareTo(other.reverse);
    }
}
