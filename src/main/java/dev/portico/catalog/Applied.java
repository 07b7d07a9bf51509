package dev.portico.catalog;

/// What a delta did.
///
/// @param position position of the change log that includes it; the log's end when nothing changed
/// @param created entities that did not exist
/// @param updated entities whose own document or relations changed
/// @param removed entities that exist no more
public record Applied(long position, int created, int updated, int removed) {
    public boolean changedSomething() {
        return created + updated + removed > 0;
    }
}
