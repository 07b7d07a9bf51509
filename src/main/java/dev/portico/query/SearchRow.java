package dev.portico.query;

import org.jspecify.annotations.Nullable;

/// One thing that filters, facets and orders see of an entity.
///
/// @param key dotted path in lower case
/// @param value in lower case; null for a null and for what is too long to compare
/// @param original the value as it was written; null together with `value`
record SearchRow(String key, @Nullable String value, @Nullable String original) {}
