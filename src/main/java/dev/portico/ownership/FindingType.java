package dev.portico.ownership;

/// Sorts of findings.
public enum FindingType {
    /// The file names another owner than CODEOWNERS does.
    OWNER_DIFFERS,
    /// No one is named as owner.
    NO_OWNER,
    /// There is no such user or group.
    UNKNOWN_OWNER,
    /// The owning group has no members.
    EMPTY_OWNER,
    /// Neither entity nor owner say how they are reached.
    NO_CONTACT,
    /// The source of the entity is gone.
    ORPHANED,
    /// Sources claim different values.
    CLAIMS_DISAGREE,
    /// A claim has ended and nobody has renewed it.
    CLAIM_EXPIRED
}
