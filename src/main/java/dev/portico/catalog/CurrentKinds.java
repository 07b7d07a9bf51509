package dev.portico.catalog;

/// The kinds that hold now; they change when a `Kind` document does.
@FunctionalInterface
public interface CurrentKinds {
    KindRegistry registry();
}
