package dev.portico.api.rest;

import dev.portico.access.CurrentViewer;
import dev.portico.access.FrontendTokens;
import dev.portico.access.Viewer;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What other backends need to check the program's user tokens, as a Backstage serves it.
@Singleton
@RunOnVirtualThread
@Path("/api/auth")
@Produces("application/json")
public final class AuthKeysResource {
    private final FrontendTokens tokens;
    private final CurrentViewer current;

    AuthKeysResource(FrontendTokens tokens, CurrentViewer current) {
        this.tokens = tokens;
        this.current = current;
    }

    @GET
    @Path("/.well-known/jwks.json")
    public Response keys() {
        return EntityBodies.ok(tokens.keys().fields());
    }

    @GET
    @Path("/.well-known/openid-configuration")
    public Response configuration() {
        String issuer = tokens.issuer().toString();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("issuer", issuer);
        body.put("token_endpoint", issuer + "/v1/token");
        body.put("userinfo_endpoint", issuer + "/v1/userinfo");
        body.put("jwks_uri", issuer + "/.well-known/jwks.json");
        body.put("response_types_supported", List.of("id_token"));
        body.put("subject_types_supported", List.of("public"));
        body.put("id_token_signing_alg_values_supported", List.of("ES256"));
        body.put("scopes_supported", List.of("openid"));
        body.put("token_endpoint_auth_methods_supported", List.of());
        body.put("claims_supported", List.of("sub", "ent"));
        body.put("grant_types_supported", List.of());
        return EntityBodies.ok(body);
    }

    @GET
    @Path("/v1/userinfo")
    public Response userinfo() {
        Viewer viewer = current.get();
        String user =
                switch (viewer.type()) {
                    case USER -> viewer.name();
                    case LOCAL -> FrontendTokens.GUEST;
                    case SERVICE, CI, ANONYMOUS ->
                            throw new PorticoException(
                                    ErrorCode.UNAUTHENTICATED,
                                    "Send a user's token in the header Authorization.");
                };
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", user);
        claims.put("ent", viewer.owns().stream().sorted().toList());
        return EntityBodies.ok(Map.of("claims", claims));
    }
}
