package dev.portico.source.kubernetes.read;

import dev.portico.runtime.ObjectKey;

/// A kind that is wanted, in whatever version is served.
///
/// @param group empty for the core group
public record Interest(String group, String kind) {
    static Interest of(ObjectKey key) {
        return new Interest(key.group(), key.kind());
    }

    /// `group/kind`.
    @Override
    public String toString() {
        return group + '/' + kind;
    }
}
