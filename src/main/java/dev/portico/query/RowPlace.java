package dev.portico.query;

/// A row in its place: the number of a leaf, a document, and the document's value in the column of
/// each order, -1 for none.
record RowPlace(int leaf, int doc, int[] values) {}
