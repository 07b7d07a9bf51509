package dev.portico.ownership.codeowners;

/// The rule that counts for a path in one section.
public record OwnersMatch(OwnersSection section, OwnersRule rule) {}
