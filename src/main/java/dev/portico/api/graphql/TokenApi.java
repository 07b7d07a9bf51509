package dev.portico.api.graphql;

import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.access.Tokens;
import dev.portico.access.Viewer;
import dev.portico.api.graphql.type.access.RevokedTokenPayload;
import dev.portico.api.graphql.type.access.TokenInput;
import dev.portico.api.graphql.type.access.TokenNode;
import dev.portico.api.graphql.type.access.TokenPayload;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;

/// API tokens. Who may do what with which is the rule of [Tokens].
@GraphQLApi
@Singleton
public final class TokenApi {
    private final Tokens tokens;
    private final Gate gate;

    TokenApi(Tokens tokens, Gate gate) {
        this.tokens = tokens;
        this.gate = gate;
    }

    @Query
    @Description("The viewer's API tokens, newest first; for who may manage tokens, all.")
    public List<@NonNull TokenNode> tokens() {
        return tokens.list(viewer()).stream().map(TokenNode::from).toList();
    }

    @Mutation
    @Description("Makes an API token. One's own everyone may make.")
    public TokenPayload createToken(TokenInput token) {
        Tokens.Made made =
                tokens.create(
                        new Tokens.Wanted(
                                token.name(),
                                token.subject(),
                                token.scopes(),
                                token.days() == null ? null : Duration.ofDays(token.days())),
                        viewer());
        gate.done(
                Permission.TOKEN_MANAGE,
                "token:" + made.info().id(),
                JsonObject.EMPTY
                        .with("what", "create")
                        .with("name", made.info().name())
                        .with("subject", made.info().subject()));
        return new TokenPayload(TokenNode.from(made.info()), made.text().value());
    }

    @Mutation
    @Description("Ends an API token.")
    public RevokedTokenPayload revokeToken(String id) {
        tokens.revoke(id, viewer());
        gate.done(Permission.TOKEN_MANAGE, "token:" + id, JsonObject.EMPTY.with("what", "revoke"));
        return new RevokedTokenPayload(id);
    }

    private Viewer viewer() {
        Viewer viewer = gate.viewer();
        if (!viewer.isSignedIn()) {
            throw new PorticoException(
                    ErrorCode.UNAUTHENTICATED, "API tokens are for those who have signed in.");
        }
        return viewer;
    }
}
