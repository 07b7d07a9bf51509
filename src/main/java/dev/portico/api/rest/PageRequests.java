package dev.portico.api.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Requests of people who look at a page: they are shown where to sign in, and come back.
final class PageRequests {
    private PageRequests() {}

    static boolean isPage(ContainerRequestContext request) {
        @Nullable String accepted = request.getHeaderString(HttpHeaders.ACCEPT);
        String path = request.getUriInfo().getRequestUri().getRawPath();
        return request.getMethod().equals("GET")
                && accepted != null
                && accepted.contains("text/html")
                && !path.startsWith("/api/")
                && !path.startsWith("/sign-in");
    }

    static Response toSignIn(ContainerRequestContext request) {
        URI asked = request.getUriInfo().getRequestUri();
        String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
        String back = URLEncoder.encode(asked.getRawPath() + query, StandardCharsets.UTF_8);
        return Response.seeOther(URI.create("/sign-in?return=" + back)).build();
    }
}
