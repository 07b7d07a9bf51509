package dev.portico.access;

/// What is wrong with a policy.
///
/// @param pointer JSON pointer into the document
/// @param message one sentence
public record PolicyProblem(String pointer, String message) {}
