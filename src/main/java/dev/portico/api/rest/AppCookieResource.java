package dev.portico.api.rest;

import dev.portico.access.BrowserCookie;
import dev.portico.access.CurrentViewer;
import dev.portico.access.SignIn;
import dev.portico.access.Viewer;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The cookie with which a Backstage frontend loads what it can send no token for.
@Singleton
@RunOnVirtualThread
@Path("/api/app/.backstage/auth/v1/cookie")
@Produces("application/json")
public final class AppCookieResource {
    private final SignIn signIn;
    private final CurrentViewer current;
    private final Clock clock;

    AppCookieResource(SignIn signIn, CurrentViewer current, Clock clock) {
        this.signIn = signIn;
        this.current = current;
        this.clock = clock;
    }

    /// In developer mode none is needed.
    @GET
    public Response give(@Context UriInfo uri) {
        Viewer viewer = current.get();
        if (viewer.type() == Viewer.Type.LOCAL) {
            return expires(Duration.ofHours(1)).build();
        }
        SignIn.Session session = signIn.borrow(viewer);
        return expires(session.validFor())
                .header(
                        "Set-Cookie",
                        BrowserCookie.text(
                                SignIn.COOKIE,
                                session.cookie(),
                                session.validFor(),
                                uri.getRequestUri().getScheme().equals("https")))
                .build();
    }

    private Response.ResponseBuilder expires(Duration in) {
        return Response.fromResponse(
                        EntityBodies.ok(Map.of("expiresAt", clock.instant().plus(in).toString())))
                .header("Cache-Control", "no-store");
    }

    @DELETE
    public Response take(@CookieParam(SignIn.COOKIE) @Nullable String cookie) {
        if (cookie != null) {
            signIn.end(cookie);
        }
        return Response.noContent()
                .header("Set-Cookie", BrowserCookie.text(SignIn.COOKIE, "", Duration.ZERO, false))
                .build();
    }
}
