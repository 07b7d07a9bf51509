package dev.portico.ownership;

/// What became of it.
public enum ClaimEffect {
    /// It is what the entity shows now.
    APPLIED,
    /// It was so already.
    UNCHANGED,
    /// It is kept, and something else counts.
    OVERRULED,
    /// It is kept, and counts once the entity is there.
    WAITING,
    WITHDRAWN,
    /// It is not kept.
    REFUSED
}
