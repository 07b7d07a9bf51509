package dev.portico.api.rest;

import dev.portico.access.Audit;
import dev.portico.access.AuditResult;
import dev.portico.access.Directory;
import dev.portico.access.FrontendTokens;
import dev.portico.access.FrontendTokens.Issued;
import dev.portico.access.SignIn;
import dev.portico.access.Viewer;
import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a Backstage frontend is told of who has signed in.
@Singleton
final class BackstageSignIn {
    private static final List<String> PROFILE = List.of("email", "displayName", "picture");

    private final FrontendTokens tokens;
    private final Directory directory;
    private final SignIn signIn;
    private final Audit audit;

    BackstageSignIn(FrontendTokens tokens, Directory directory, SignIn signIn, Audit audit) {
        this.tokens = tokens;
        this.directory = directory;
        this.signIn = signIn;
        this.audit = audit;
    }

    /// NOT_FOUND, which a frontend takes for "not offered".
    SignIn.Provider requireProvider(String id) {
        return signIn.providers().stream()
                .filter(provider -> provider.name().equals(id))
                .findFirst()
                .orElseThrow(
                        () ->
                                PorticoException.notFound(
                                        "There is no identity provider "
                                                + id
                                                + "; portico.access.providers names them."));
    }

    /// The body of a sign-in with a new token. UNAUTHENTICATED when no user is signed in.
    Map<String, Object> session(Viewer viewer) {
        Issued issued = tokens.issue(viewer);
        JsonObject known = directory.profile(EntityRef.parse(issued.user()));
        Map<String, Object> profile = new LinkedHashMap<>();
        PROFILE.forEach(key -> known.text(key).ifPresent(text -> profile.put(key, text)));
        Map<String, Object> identity = new LinkedHashMap<>();
        identity.put("type", "user");
        identity.put("userEntityRef", issued.user());
        identity.put("ownershipEntityRefs", viewer.owns().stream().sorted().toList());
        Map<String, Object> backstage = new LinkedHashMap<>();
        backstage.put("token", issued.token().value());
        backstage.put("expiresInSeconds", issued.validFor().toSeconds());
        backstage.put("identity", identity);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("profile", profile);
        body.put("providerInfo", Map.of());
        body.put("backstageIdentity", backstage);
        return body;
    }

    /// The same for a guest, which is a sign-in of its own.
    Map<String, Object> guest(Viewer viewer) {
        Map<String, Object> session = session(viewer);
        tell(viewer, "provider:guest", null);
        return session;
    }

    /// The same for a window that has come back from a provider. That it was signed in is in the
    /// audit already; here is told when it was not.
    Map<String, Object> returned(String provider, Viewer viewer) {
        try {
            return session(viewer);
        } catch (PorticoException e) {
            tell(viewer, "provider:" + provider, e.text());
            throw e;
        }
    }

    private void tell(Viewer viewer, String where, @Nullable String refusal) {
        audit.record(
                new Audit.Entry(
                        viewer,
                        Audit.SIGN_IN,
                        where,
                        refusal == null ? AuditResult.DONE : AuditResult.REFUSED,
                        refusal,
                        JsonObject.EMPTY));
    }

    void end(String cookie) {
        signIn.end(cookie);
    }
}
