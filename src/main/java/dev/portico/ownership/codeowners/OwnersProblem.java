package dev.portico.ownership.codeowners;

/// What is wrong with a line, as a sentence.
///
/// @param line from 1; 0 for the file as a whole
public record OwnersProblem(int line, String message) {}
