package dev.portico.access.session;

import dev.portico.access.Audit;
import dev.portico.access.AuditResult;
import dev.portico.access.SignIn;
import dev.portico.access.Viewer;
import dev.portico.access.store.SessionTable;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Tells the audit who came in and went, and who was not let in.
@Singleton
final class SignInAudit {
    private final Audit audit;

    SignInAudit(Audit audit) {
        this.audit = audit;
    }

    void signedIn(Person person) {
        String by = person.provider() == null ? "link" : "provider:" + person.provider();
        done(
                known(person.subject(), person.credential()),
                Audit.SIGN_IN,
                by,
                JsonObject.EMPTY.with("admin", person.admin()));
    }

    void signedOut(SessionTable.Ended session, String where) {
        done(known(session.subject(), session.credential()), Audit.SIGN_OUT, where);
    }

    void linkMade(Viewer by, Instant until) {
        done(by, Audit.ADMIN_LINK, "link", JsonObject.EMPTY.with("until", until.toString()));
    }

    /// Answers the refusal, to be thrown.
    PorticoException linkRefused(Viewer by, PorticoException refusal) {
        record(by, Audit.ADMIN_LINK, "link", refusal.text(), JsonObject.EMPTY);
        return refusal;
    }

    /// Someone whom the provider knows and the catalog does not: the sentence says by what they
    /// were looked for.
    void noMatch(String provider, SignIn.NoMatch nobody) {
        refused(provider, nobody.why(), JsonObject.EMPTY.with("setting", nobody.setting()));
    }

    /// Does what may refuse a sign-in at a provider, and tells when it does.
    <T> T watched(String provider, Supplier<T> attempt) {
        try {
            return attempt.get();
        } catch (PorticoException e) {
            throw e.code() == ErrorCode.UNAUTHENTICATED ? refused("provider:" + provider, e) : e;
        }
    }

    /// Answers the refusal, to be thrown. It is counted, as all that is refused to nobody.
    PorticoException refused(String where, PorticoException refusal) {
        record(Viewer.ANONYMOUS, Audit.SIGN_IN, where, refusal.text(), JsonObject.EMPTY);
        return refusal;
    }

    private void refused(String provider, String why, JsonObject details) {
        record(Viewer.ANONYMOUS, Audit.SIGN_IN, "provider:" + provider, why, details);
    }

    private void done(Viewer viewer, String act, String target) {
        done(viewer, act, target, JsonObject.EMPTY);
    }

    private void done(Viewer viewer, String act, String target, JsonObject details) {
        record(viewer, act, target, null, details);
    }

    private void record(
            Viewer viewer, String act, String target, @Nullable String why, JsonObject details) {
        AuditResult result = why == null ? AuditResult.DONE : AuditResult.REFUSED;
        audit.record(new Audit.Entry(viewer, act, target, result, why, details));
    }

    private static Viewer known(String name, String credential) {
        Viewer viewer = Viewer.named(name);
        return new Viewer(
                viewer.type(),
                name,
                viewer.owns(),
                false,
                null,
                credential,
                JsonObject.EMPTY,
                null);
    }
}
