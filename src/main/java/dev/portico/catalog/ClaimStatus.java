package dev.portico.catalog;

/// What became of a claim.
public enum ClaimStatus {
    /// It is what the entity shows.
    APPLIED,
    /// Another counts before it.
    OVERRULED,
    EXPIRED,
    /// The entity can't have such a field.
    REFUSED,
    /// There is no such entity (yet).
    WAITING
}
