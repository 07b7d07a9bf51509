package dev.portico.query;

/// A relation as it stands in an entity.
///
/// @param target the canonical ref it leads to
record ShownRelation(String type, String target) {}
