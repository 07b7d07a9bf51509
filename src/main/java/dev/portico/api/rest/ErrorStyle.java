package dev.portico.api.rest;

import dev.portico.platform.json.JsonValues;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// How an error looks on the wire: Backstage's body under the plugin routes of Backstage, RFC 9457
/// everywhere else, also for the one route of ours among them. Told by the path, so that it also
/// holds for a route that does not exist and a body that can't be read.
enum ErrorStyle {
    BACKSTAGE {
        @Override
        Response render(Failure failure, ContainerRequestContext request) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("name", failure.name());
            error.put("message", failure.message());
            failure.details().forEach(error::putIfAbsent);
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("error", error);
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("method", request.getMethod());
            line.put("url", urlInRouter(request.getUriInfo()));
            body.put("request", line);
            body.put("response", Map.of("statusCode", failure.status()));
            return response(failure, "application/json; charset=utf-8", body);
        }
    },

    PROBLEM {
        @Override
        Response render(Failure failure, ContainerRequestContext request) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("type", "about:blank");
            body.put("title", title(failure.status()));
            body.put("status", failure.status());
            body.put("detail", failure.message());
            body.put("instance", request.getUriInfo().getRequestUri().getRawPath());
            failure.details().forEach(body::putIfAbsent);
            return response(failure, "application/problem+json", body);
        }
    };

    private static final Set<String> PLUGINS =
            Set.of("catalog", "scaffolder", "search", "kubernetes", "permission", "auth");
    private static final int FIRST_SEGMENTS = 4;

    abstract Response render(Failure failure, ContainerRequestContext request);

    static ErrorStyle of(UriInfo uri) {
        String path = uri.getRequestUri().getRawPath();
        String[] segments = path.split("/", FIRST_SEGMENTS);
        if (path.equals(DeploymentsResource.PATH)) {
            return PROBLEM;
        }
        boolean plugin =
                segments.length > 2 && segments[1].equals("api") && PLUGINS.contains(segments[2]);
        return plugin ? BACKSTAGE : PROBLEM;
    }

    /// The URL as a router sees it that is mounted at `/api/<plugin>`.
    private static String urlInRouter(UriInfo uri) {
        String[] segments = uri.getRequestUri().getRawPath().split("/", FIRST_SEGMENTS);
        String path = segments.length == FIRST_SEGMENTS ? "/" + segments[3] : "/";
        String query = uri.getRequestUri().getRawQuery();
        return query == null ? path : path + "?" + query;
    }

    private static Response response(Failure failure, String type, Map<String, Object> body) {
        Response.ResponseBuilder response =
                Response.status(failure.status()).type(type).entity(JsonValues.toBytes(body));
        return failure.retryable() ? response.header("Retry-After", "1").build() : response.build();
    }

    private static String title(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "Error" : known.getReasonPhrase();
    }
}
