package dev.portico.api.rest;

import dev.portico.access.BrowserCookie;
import dev.portico.access.CurrentViewer;
import dev.portico.access.DeveloperMode;
import dev.portico.access.SignIn;
import dev.portico.access.Viewer;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Signing in to a Backstage frontend: its routes, over the program's own sessions. A browser that
/// comes back from a provider tells the page that opened it, and leaves the session's cookie.
@Singleton
@RunOnVirtualThread
@Path("/api/auth")
@Produces("application/json")
public final class AuthResource {
    private static final String GUEST = "guest";
    private static final String BY_SCRIPT = "X-Requested-With";

    private final BackstageSignIn signIn;
    private final PopupAnswer popup;
    private final CurrentViewer current;
    private final DeveloperMode developer;

    AuthResource(
            BackstageSignIn signIn,
            PopupAnswer popup,
            CurrentViewer current,
            DeveloperMode developer) {
        this.signIn = signIn;
        this.popup = popup;
        this.current = current;
        this.developer = developer;
    }

    @GET
    @Path("/{id}/refresh")
    public Response refresh(
            @PathParam("id") String id, @HeaderParam(BY_SCRIPT) @Nullable String by) {
        return session(id, by);
    }

    @POST
    @Path("/{id}/refresh")
    public Response refreshAgain(
            @PathParam("id") String id, @HeaderParam(BY_SCRIPT) @Nullable String by) {
        return session(id, by);
    }

    private Response session(String id, @Nullable String by) {
        if (id.equals(GUEST)) {
            return guest();
        }
        signIn.requireProvider(id);
        requireScript(by);
        return fresh(signIn.session(current.get()));
    }

    private Response guest() {
        if (!developer.isOn()) {
            throw PorticoException.notFound(
                    "Guests sign in in developer mode alone; people are configured here.");
        }
        // who says who they are is that user also as guest
        Viewer viewer = current.get();
        return fresh(signIn.guest(viewer.isSignedIn() ? viewer : Viewer.LOCAL));
    }

    private static void requireScript(@Nullable String by) {
        if (!"XMLHttpRequest".equals(by)) {
            throw new PorticoException(
                    ErrorCode.UNAUTHENTICATED,
                    "The header X-Requested-With must be XMLHttpRequest, which a form of another"
                            + " page can't send.");
        }
    }

    private static Response fresh(Object body) {
        return Response.fromResponse(EntityBodies.ok(body))
                .header("Cache-Control", "no-store")
                .build();
    }

    /// Sends a pop-up window to a provider.
    @GET
    @Path("/{id}/start")
    public Response start(
            @PathParam("id") String id, @QueryParam("origin") @Nullable String origin) {
        signIn.requireProvider(id);
        String back =
                "/api/auth/%s/handler/frame%s"
                        .formatted(encode(id), origin == null ? "" : "?origin=" + encode(origin));
        return Response.seeOther(
                        URI.create("/sign-in/start/" + encode(id) + "?return=" + encode(back)))
                .build();
    }

    /// Where the pop-up window comes back to: tells the page that opened it, and closes.
    @GET
    @Path("/{id}/handler/frame")
    public Response frame(
            @PathParam("id") String id, @QueryParam("origin") @Nullable String origin) {
        signIn.requireProvider(id);
        return popup.answer(Optional.ofNullable(origin), () -> signIn.returned(id, current.get()));
    }

    @POST
    @Path("/{id}/logout")
    public Response logout(
            @PathParam("id") String id,
            @HeaderParam(BY_SCRIPT) @Nullable String by,
            @CookieParam(SignIn.COOKIE) @Nullable String cookie) {
        requireScript(by);
        if (!id.equals(GUEST)) {
            signIn.requireProvider(id);
        }
        if (cookie != null) {
            signIn.end(cookie);
        }
        return Response.ok()
                .header("Set-Cookie", BrowserCookie.text(SignIn.COOKIE, "", Duration.ZERO, false))
                .build();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
