package dev.portico.access;

import dev.portico.platform.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// Remembers who wrote what, and who was refused. Append-only.
public interface Audit {
    /// Remembers soon; a record may be lost only with the process, and never delays who is
    /// recorded.
    void record(Entry entry);

    /// One act.
    ///
    /// @param act the permission it needed, or another name as `sign-in`
    /// @param target what it was on, as `component:default/orders`, `task:...`, `source:...`
    /// @param result whether it was done
    /// @param reason why it was not, as a sentence; null when it was done
    /// @param details values before and after, position in the change log; never a secret
    record Entry(
            Viewer viewer,
            String act,
            String target,
            AuditResult result,
            @Nullable String reason,
            JsonObject details) {}
}
