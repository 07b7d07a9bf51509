package dev.portico.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Lets each caller send so many requests a second, and some more at once: a bucket of tokens for
/// each name, and for each address of those without one. Whoever is on the same machine without a
/// name is not counted. What is too much is answered with 429 and the time to wait.
@Singleton
final class RateLimits {
    /// Behind authentication.
    private static final int PLACE = 50;

    private static final int KEPT = 100_000;
    private static final double NANOS = 1_000_000_000.0;

    private final double perSecond;
    private final double burst;
    private final LongSupplier nanos;
    private final Cache<String, Bucket> buckets =
            Caffeine.newBuilder()
                    .maximumSize(KEPT)
                    .expireAfterAccess(Duration.ofMinutes(10))
                    .build();

    @Inject
    RateLimits(AccessConfig config) {
        this(config.rateLimit(), config.rateBurst(), System::nanoTime);
    }

    /// @param perSecond zero for no limit
    RateLimits(int perSecond, int burst, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.burst = Math.max(1, burst);
        this.nanos = nanos;
    }

    void register(@Observes Filters filters) {
        if (perSecond > 0) {
            filters.register(this::handle, PLACE);
        }
    }

    private void handle(RoutingContext context) {
        @Nullable String caller = caller(context);
        long wait = caller == null ? 0 : take(caller);
        if (wait == 0) {
            context.next();
        } else {
            context.response()
                    .setStatusCode(429)
                    .putHeader("Retry-After", String.valueOf(wait))
                    .putHeader("Content-Type", "application/problem+json")
                    .end(
                            "{\"type\":\"about:blank\",\"title\":\"Too Many Requests\",\"status\":429,"
                                    + "\"detail\":\"You send more requests than portico.access.rate-limit"
                                    + " allows; wait as long as Retry-After says.\"}");
        }
    }

    private static @Nullable String caller(RoutingContext context) {
        if (context.user() instanceof QuarkusHttpUser user
                && !user.getSecurityIdentity().isAnonymous()) {
            String name = user.getSecurityIdentity().getPrincipal().getName();
            return name.equals(Viewer.LOCAL.name()) ? null : name;
        }
        @Nullable SocketAddress address = context.request().remoteAddress();
        String host = address == null ? "unknown" : String.valueOf(address.hostAddress());
        boolean here =
                host.startsWith("127.") || host.equals("0:0:0:0:0:0:0:1") || host.equals("::1");
        return here ? null : "address:" + host;
    }

    /// Takes a token; answers the seconds to wait when there is none, else 0.
    long take(String caller) {
        return buckets.get(caller, _ -> new Bucket(burst, nanos.getAsLong())).take();
    }

    private final class Bucket {
        private double tokens;
        private long filledAt;

        Bucket(double tokens, long now) {
            this.tokens = tokens;
            this.filledAt = now;
        }

        synchronized long take() {
            long now = nanos.getAsLong();
            tokens = Math.min(burst, tokens + (now - filledAt) / NANOS * perSecond);
            filledAt = now;
            if (tokens >= 1) {
                tokens--;
                return 0;
            }
            return (long) Math.ceil((1 - tokens) / perSecond);
        }
    }
}
