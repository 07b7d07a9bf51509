package dev.portico.template.expression;

/// The place of a variable that is bound where it is written.
///
/// @param level how many bodies of call blocks it is away: 0 is the body that runs
record Slot(int level, int index) {}
