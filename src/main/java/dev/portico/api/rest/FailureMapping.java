package dev.portico.api.rest;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Turns everything a REST route throws into a response, in the style of the route.
@Singleton
public final class FailureMapping {
    private static final int LOG_ID_BYTES = 10;

    private final SecureRandom random = new SecureRandom();

    @ServerExceptionMapper
    public Response map(PorticoException e, ContainerRequestContext request) {
        if (e.code() == ErrorCode.UNAUTHENTICATED && PageRequests.isPage(request)) {
            return PageRequests.toSignIn(request);
        }
        return e.code() == ErrorCode.INTERNAL ? hide(e, request) : render(Failure.of(e), request);
    }

    /// A route that does not exist: Backstage answers it with an empty body.
    @ServerExceptionMapper
    public Response map(NotFoundException e, ContainerRequestContext request) {
        return noRoute(404, "There is no such route.", request);
    }

    @ServerExceptionMapper
    public Response map(NotAllowedException e, ContainerRequestContext request) {
        return noRoute(405, "This route does not know the method.", request);
    }

    /// What the framework itself rejects. Backstage knows no 415: a wrong content type is a 400.
    @ServerExceptionMapper
    public Response map(WebApplicationException e, ContainerRequestContext request) {
        int status = e.getResponse().getStatus();
        if (status < 400) {
            return e.getResponse();
        }
        if (status == 415 && ErrorStyle.of(request.getUriInfo()) == ErrorStyle.BACKSTAGE) {
            status = 400;
        }
        String message = e.getMessage() == null ? "The request failed." : e.getMessage();
        return status == 500 ? hide(e, request) : render(Failure.of(status, message), request);
    }

    @ServerExceptionMapper
    public Response map(Throwable e, ContainerRequestContext request) {
        return hide(e, request);
    }

    private static Response noRoute(int status, String message, ContainerRequestContext request) {
        return ErrorStyle.of(request.getUriInfo()) == ErrorStyle.BACKSTAGE
                ? Response.status(404).build()
                : render(Failure.of(status, message), request);
    }

    /// The message stays in the log; the caller gets an id to find it by.
    private Response hide(Throwable e, ContainerRequestContext request) {
        byte[] bytes = new byte[LOG_ID_BYTES];
        random.nextBytes(bytes);
        String logId = HexFormat.of().formatHex(bytes);
        Log.errorf(
                e,
                "Request failed. method=%s path=%s logId=%s",
                request.getMethod(),
                request.getUriInfo().getPath(),
                logId);
        String message = "An internal error occurred logId=" + logId;
        return render(new Failure(500, "Error", message, Map.of(), false), request);
    }

    private static Response render(Failure failure, ContainerRequestContext request) {
        return ErrorStyle.of(request.getUriInfo()).render(failure, request);
    }
}
