package dev.portico.web;

import dev.portico.access.BrowserCookie;
import dev.portico.access.ExternalUrl;
import dev.portico.access.SignIn;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Where browsers sign in and out.
@Singleton
@RunOnVirtualThread
@Path("/")
@Produces(StartPage.HTML)
public final class SignInPage {
    /// Remembers where to go on while the browser is at a provider.
    private static final String BACK = "portico_return";

    private static final Duration SIGNING_IN = Duration.ofMinutes(15);

    private static final String SET_COOKIE = "Set-Cookie";

    /// What the OIDC extension remembers of a sign-in, which is not needed once it is done.
    private static final String PROVIDERS_OWN = "q_session";

    private final SignIn signIn;
    private final ExternalUrl external;

    SignInPage(SignIn signIn, ExternalUrl external) {
        this.signIn = signIn;
        this.external = external;
    }

    /// @param back where to go on after it, a path
    @GET
    @Path("/sign-in")
    @Operation(hidden = true)
    public Response choose(@QueryParam("return") @Nullable String back) {
        return page(200, Pages.signIn(signIn.providers(), own(back)));
    }

    /// Begins at a provider, and remembers where to go on.
    @GET
    @Path("/sign-in/start/{name}")
    @Operation(hidden = true)
    public Response start(
            @PathParam("name") String name,
            @QueryParam("return") @Nullable String back,
            @Context UriInfo uri) {
        return signIn.providers().stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .map(
                        provider ->
                                to(
                                        provider.path(),
                                        cookie(BACK, encode(own(back)), SIGNING_IN, uri)))
                .orElseGet(
                        () ->
                                page(
                                        404,
                                        Pages.noSignIn(
                                                "There is no identity provider " + name + ".")));
    }

    /// Where a provider has sent a browser back to.
    @GET
    @Path("/sign-in/with/{name}")
    @Operation(hidden = true)
    public Response finish(
            @PathParam("name") String name,
            @CookieParam(BACK) @Nullable String back,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        Response.ResponseBuilder response =
                switch (signIn.finish(name)) {
                    case SignIn.Session session ->
                            Response.seeOther(URI.create(own(decode(back))))
                                    .header(
                                            SET_COOKIE,
                                            cookie(
                                                    SignIn.COOKIE,
                                                    session.cookie(),
                                                    session.validFor(),
                                                    uri));
                    case SignIn.NoMatch nobody ->
                            Response.status(403)
                                    .entity(Pages.noUser(NoUserView.of(nobody)).render())
                                    .type(StartPage.HTML);
                };
        response.header(SET_COOKIE, cookie(BACK, "", Duration.ZERO, uri));
        headers.getCookies().keySet().stream()
                .filter(cookie -> cookie.startsWith(PROVIDERS_OWN))
                .forEach(
                        cookie ->
                                response.cookie(
                                        new NewCookie.Builder(cookie)
                                                .value("")
                                                .path(SignIn.Provider.path(name))
                                                .maxAge(0)
                                                .build()));
        return response.header("Cache-Control", "no-store").build();
    }

    /// Where a provider tells that someone has signed out there.
    @POST
    @Path("/sign-in/with/{name}/logout")
    @Operation(hidden = true)
    public Response signedOut(
            @PathParam("name") String name,
            @FormParam("logout_token") @Nullable String logoutToken) {
        try {
            signIn.endAt(name, logoutToken == null ? "" : logoutToken);
            return Response.ok().header("Cache-Control", "no-store").build();
        } catch (PorticoException e) {
            if (e.code() != ErrorCode.UNAUTHENTICATED) {
                throw e;
            }
            // what the specification wants for a token that is no good
            return Response.status(400).header("Cache-Control", "no-store").build();
        }
    }

    /// A path of this program; the start for anything else.
    private static String own(@Nullable String path) {
        return path != null && path.matches("/([^/\\\\\\s][^\\\\\\s]*)?") ? path : "/";
    }

    private static String encode(String path) {
        return URLEncoder.encode(path, StandardCharsets.UTF_8);
    }

    private static @Nullable String decode(@Nullable String path) {
        try {
            return path == null ? null : URLDecoder.decode(path, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /// Shows the link's button only: programs that look at links before people do must not use it
    /// up.
    @GET
    @Path("/sign-in/link")
    @Operation(hidden = true)
    public Response link(@QueryParam("secret") @Nullable String secret) {
        return page(200, Pages.adminLink(secret == null ? "" : secret));
    }

    @POST
    @Path("/sign-in/link")
    @Operation(hidden = true)
    public Response take(@FormParam("secret") @Nullable String secret, @Context UriInfo uri) {
        try {
            SignIn.Session session = signIn.takeAdminLink(secret == null ? "" : secret);
            return to("/", cookie(SignIn.COOKIE, session.cookie(), session.validFor(), uri));
        } catch (PorticoException e) {
            if (e.code() != ErrorCode.UNAUTHENTICATED) {
                throw e;
            }
            return page(401, Pages.noSignIn(e.text()));
        }
    }

    @POST
    @Path("/sign-out")
    @Operation(hidden = true)
    public Response signOut(
            @CookieParam(SignIn.COOKIE) @Nullable String cookie, @Context UriInfo uri) {
        if (cookie != null) {
            signIn.end(cookie);
        }
        return to("/", cookie(SignIn.COOKIE, "", Duration.ZERO, uri));
    }

    private String cookie(String name, String value, Duration age, UriInfo uri) {
        boolean https = uri.getRequestUri().getScheme().equals("https");
        return BrowserCookie.text(name, value, age, external.isHttps() || https);
    }

    private static Response to(String path, String cookie) {
        return Response.seeOther(URI.create(path)).header(SET_COOKIE, cookie).build();
    }

    private static Response page(int status, TemplateInstance page) {
        return Response.status(status)
                .entity(page.render())
                .type(StartPage.HTML)
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }
}
