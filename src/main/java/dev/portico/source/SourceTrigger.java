package dev.portico.source;

/// Takes word that a source has changed, so that it is read now and not at the next poll.
public interface SourceTrigger {
    /// @param actor what noticed: `webhook`, `watch`, `user:default/ann`
    void changed(String sourceName, String actor);
}
