package dev.portico.api.rest;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.json.JsonValues;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// How an error looks on the wire: Backstage's body under the plugin routes of Backstage, RFC 9457
/// everywhere else, also for the one route of ours among them. Told by the path, so that it also
/// holds for a route that does not exist and a body that can't be read.
enum ErrorStyle {
    BACKSTAGE("application/json; charset=utf-8") {
        @Override
        Map<String, Object> body(Failure failure, String method, URI target) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("name", failure.name());
            error.put("message", failure.message());
            failure.details().forEach(error::putIfAbsent);
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("error", error);
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("method", method);
            line.put("url", urlInRouter(target));
            body.put("request", line);
            body.put("response", Map.of("statusCode", failure.status()));
            return body;
        }
    },

    PROBLEM("application/problem+json") {
        @Override
        Map<String, Object> body(Failure failure, String method, URI target) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("type", "about:blank");
            body.put("title", title(failure.status()));
            body.put("status", failure.status());
            body.put("detail", failure.message());
            body.put("instance", target.getRawPath());
            failure.details().forEach(body::putIfAbsent);
            return body;
        }
    };

    private static final Set<String> PLUGINS =
            Set.of("catalog", "scaffolder", "search", "kubernetes", "permission", "auth", "app");
    private static final int FIRST_SEGMENTS = 4;

    private final String type;

    ErrorStyle(String type) {
        this.type = type;
    }

    abstract Map<String, Object> body(Failure failure, String method, URI target);

    String type() {
        return type;
    }

    Response render(Failure failure, ContainerRequestContext request) {
        URI target = request.getUriInfo().getRequestUri();
        Response.ResponseBuilder response =
                Response.status(failure.status())
                        .type(type)
                        .entity(JsonValues.toBytes(body(failure, request.getMethod(), target)));
        if (failure.status() == ErrorCode.UNAUTHENTICATED.httpStatus()) {
            response.header("WWW-Authenticate", "Bearer realm=\"portico\"");
        }
        return failure.retryable() ? response.header("Retry-After", "1").build() : response.build();
    }

    static ErrorStyle of(UriInfo uri) {
        return of(uri.getRequestUri());
    }

    static ErrorStyle of(URI uri) {
        String path = uri.getRawPath();
        String[] segments = path.split("/", FIRST_SEGMENTS);
        if (path.equals(DeploymentsResource.PATH)) {
            return PROBLEM;
        }
        boolean plugin =
                segments.length > 2 && segments[1].equals("api") && PLUGINS.contains(segments[2]);
        return plugin ? BACKSTAGE : PROBLEM;
    }

    /// The URL as a router sees it that is mounted at `/api/<plugin>`.
    private static String urlInRouter(URI uri) {
        String[] segments = uri.getRawPath().split("/", FIRST_SEGMENTS);
        String path = segments.length == FIRST_SEGMENTS ? "/" + segments[3] : "/";
        String query = uri.getRawQuery();
        return query == null ? path : path + "?" + query;
    }

    private static String title(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "Error" : known.getReasonPhrase();
    }
}
