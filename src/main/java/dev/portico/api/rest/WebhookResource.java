package dev.portico.api.rest;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.source.Webhooks;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Where Git hosts send their events. Signatures are checked over the bytes as they were sent.
@Path("/api/webhooks")
@Consumes(MediaType.WILDCARD)
@RunOnVirtualThread
public final class WebhookResource {
    private static final int MAX_BODY = 5 * 1024 * 1024;

    private final Webhooks webhooks;

    WebhookResource(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    @POST
    @Path("github")
    public Response github(@Context HttpHeaders headers, InputStream body) {
        return receive(Webhooks.Sender.GITHUB, headers, body);
    }

    @POST
    @Path("gitlab")
    public Response gitlab(@Context HttpHeaders headers, InputStream body) {
        return receive(Webhooks.Sender.GITLAB, headers, body);
    }

    @POST
    @Path("gitea")
    public Response gitea(@Context HttpHeaders headers, InputStream body) {
        return receive(Webhooks.Sender.GITEA, headers, body);
    }

    private Response receive(Webhooks.Sender sender, HttpHeaders headers, InputStream body) {
        Map<String, String> byName = new HashMap<>();
        headers.getRequestHeaders()
                .forEach(
                        (name, values) ->
                                byName.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        Webhooks.Noted noted = webhooks.receive(new Webhooks.Delivery(sender, byName, bytes(body)));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", noted.status());
        answer.put("sources", noted.sources());
        return Response.accepted(answer).type(MediaType.APPLICATION_JSON).build();
    }

    private static byte[] bytes(InputStream body) {
        byte[] content;
        try {
            content = body.readNBytes(MAX_BODY + 1);
        } catch (IOException e) {
            throw new PorticoException(
                    ErrorCode.INVALID_INPUT, "The body ended before its length.", e);
        }
        if (content.length > MAX_BODY) {
            throw new PorticoException(
                    ErrorCode.TOO_LARGE, "The body is larger than 5 MB, the limit for an event.");
        }
        return content;
    }
}
