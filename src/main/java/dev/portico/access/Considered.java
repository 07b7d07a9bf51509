package dev.portico.access;

import org.jspecify.annotations.Nullable;

/// A rule about a permission, as it was weighed for a viewer.
///
/// @param rule of its policy and itself, for people
/// @param denies whether it forbids
/// @param notFor why it says nothing to this viewer, as a sentence; empty when it does
/// @param resolved what it says; null when it says nothing
public record Considered(
        String rule, boolean denies, String notFor, Verdict.@Nullable Rule resolved) {}
