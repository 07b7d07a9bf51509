package dev.portico.platform;

/// A value that must not be shown. `toString` hides it, so that logs and errors can't leak it.
public record Secret(String value) {
    @Override
    public String toString() {
        return "***";
    }
}
