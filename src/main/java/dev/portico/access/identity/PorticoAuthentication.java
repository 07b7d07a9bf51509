package dev.portico.access.identity;

import dev.portico.access.Audit;
import dev.portico.access.RefusalStyle;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import io.quarkus.arc.All;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.spi.runtime.BlockingSecurityExecutor;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Where Quarkus asks who sent a request, for every route there is. Says no more than who it is:
/// what they may do is the [dev.portico.access.Gate]'s.
@Singleton
public final class PorticoAuthentication implements HttpAuthenticationMechanism {
    private static final String REFUSAL = "portico.refusal";
    private static final String CHALLENGE = "Bearer realm=\"portico\"";

    /// What Quarkus REST puts here for what fails behind authentication. Where it finds what
    /// Quarkus itself has put here, it also names the route of the request, for which it builds the
    /// table of all routes anew, for each request and before anything has failed: a seventh of what
    /// a short answer takes.
    private static final BiConsumer<RoutingContext, Throwable> FAIL =
            (context, failure) -> {
                if (!context.failed()) {
                    context.fail(failure);
                }
            };

    private final Callers callers;
    private final BlockingSecurityExecutor blocking;
    private final ProviderAuthentication provider;
    private final Audit audit;
    private final List<RefusalStyle> styles;

    PorticoAuthentication(
            Callers callers,
            BlockingSecurityExecutor blocking,
            ProviderAuthentication provider,
            Audit audit,
            @All List<RefusalStyle> styles) {
        this.callers = callers;
        this.provider = provider;
        this.audit = audit;
        this.blocking = blocking;
        this.styles = List.copyOf(styles);
    }

    /// Before the mechanism of the OIDC extension, which this one asks where it is needed.
    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 1_000;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            RoutingContext context, IdentityProviderManager providers) {
        String path = context.normalizedPath();
        if (provider.covers(path)) {
            return provider.authenticate(context, providers);
        }
        boolean isPublic = PublicRoutes.contain(path);
        try {
            Asked request = new HttpAsked(context.request(), path);
            Optional<SecurityIdentity> known = callers.known(request);
            return known.isPresent()
                    ? Uni.createFrom().item(accepted(context, known.get()))
                    : blocking.<SecurityIdentity>executeBlocking(() -> callers.find(request))
                            .map(found -> accepted(context, found))
                            .onFailure(PorticoException.class)
                            .recoverWithUni(e -> refuse(context, (PorticoException) e, isPublic));
        } catch (PorticoException e) {
            return refuse(context, e, isPublic);
        }
    }

    private static SecurityIdentity accepted(RoutingContext context, SecurityIdentity caller) {
        context.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, FAIL);
        return caller;
    }

    private Uni<SecurityIdentity> refuse(
            RoutingContext context, PorticoException why, boolean isPublic) {
        if (isPublic) {
            return Uni.createFrom().item(Callers.nobody());
        }
        context.put(REFUSAL, why);
        if (why.code() == ErrorCode.UNAUTHENTICATED) {
            audit.refusedCredential(Audit.CREDENTIAL, ProviderAuthentication.address(context));
        }
        return Uni.createFrom().failure(new AuthenticationFailedException(why.text(), why));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom()
                .item(
                        new ChallengeData(
                                ErrorCode.UNAUTHENTICATED.httpStatus(),
                                "WWW-Authenticate",
                                CHALLENGE));
    }

    /// Answers what is wrong, in the words of the edge that was asked.
    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        if (provider.covers(context.normalizedPath())) {
            return provider.sendChallenge(context);
        }
        @Nullable PorticoException told = context.get(REFUSAL);
        PorticoException why =
                told != null
                        ? told
                        : new PorticoException(
                                ErrorCode.UNAUTHENTICATED, "This needs to know who asks.");
        HttpServerResponse response = context.response();
        response.setStatusCode(why.code().httpStatus());
        if (why.code() == ErrorCode.UNAUTHENTICATED) {
            response.putHeader("WWW-Authenticate", CHALLENGE);
        }
        if (why.code().retryable()) {
            response.putHeader("Retry-After", "1");
        }
        String path = context.normalizedPath();
        styles.stream()
                .filter(style -> style.covers(path))
                .findFirst()
                .map(style -> style.body(why, method(context), URI.create(context.request().uri())))
                .ifPresentOrElse(
                        body ->
                                response.putHeader("Content-Type", body.contentType())
                                        .end(Buffer.buffer(body.content())),
                        () -> response.putHeader("Content-Type", "text/plain").end(why.text()));
        return Uni.createFrom().item(true);
    }

    private static String method(RoutingContext context) {
        return context.request().method().name();
    }
}
