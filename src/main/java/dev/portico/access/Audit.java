package dev.portico.access;

import dev.portico.platform.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// Remembers who wrote what, and who was refused. Append-only.
public interface Audit {
    /// Acts that are no permissions.
    String SIGN_IN = "sign-in";

    String SIGN_OUT = "sign-out";

    String ADMIN_LINK = "admin-link";

    /// A credential that is no good.
    String CREDENTIAL = "credential";

    /// Remembers soon; a record may be lost only with the process, and never delays who is
    /// recorded.
    void record(Entry entry);

    /// Counts a refusal of a credential that is none, where the request is not known otherwise yet.
    ///
    /// @param address who sent it; null when that is not known
    default void refusedCredential(String act, @Nullable String address) {
        record(
                new Entry(
                        Viewer.ANONYMOUS,
                        act,
                        "",
                        AuditResult.REFUSED,
                        "The credential is no good.",
                        JsonObject.EMPTY));
    }

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
