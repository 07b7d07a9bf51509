package dev.portico.access;

/// Gates for tests that need no running program.
public final class WriteGates {
    private WriteGates() {}

    public static WriteGate open() {
        return new WriteGate(() -> Viewer.LOCAL);
    }

    public static WriteGate closed() {
        return new WriteGate(() -> Viewer.ANONYMOUS);
    }
}
