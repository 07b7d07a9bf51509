package dev.portico.access.issuer;

import dev.portico.access.IssuerConfig;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.http.JsonExchange;
import dev.portico.platform.http.OutgoingPolicy;
import dev.portico.platform.http.TrustedCertificates;
import dev.portico.platform.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/// Reads the keys of one issuer: from a file, from an address, or from where its discovery document
/// says.
final class KeyReader {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int LIMIT = 1024 * 1024;

    private final String setting;
    private final Place place;
    private final JsonExchange http;

    /// Where keys are, and what is needed to ask for them; all empty to discover them.
    record Place(
            Optional<URI> url, Optional<Path> file, Optional<Path> token, Optional<Path> trusted) {
        static final Place DISCOVERED =
                new Place(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        static Place of(IssuerConfig config) {
            return new Place(
                    config.jwksUrl(), config.jwksFile(), config.tokenFile(), config.caFile());
        }
    }

    /// @param setting as `portico.access.issuers.github`, for messages
    KeyReader(String setting, Place place, OutgoingPolicy policy) {
        this.setting = setting;
        this.place = place;
        this.http =
                place.trusted().isPresent()
                        ? new JsonExchange(
                                policy,
                                TIMEOUT,
                                LIMIT,
                                TrustedCertificates.of(setting + ".ca-file", place.trusted().get()))
                        : new JsonExchange(policy, TIMEOUT, LIMIT);
    }

    /// @param issuer where discovery begins
    List<JsonWebKey> read(String issuer) {
        if (place.file().isPresent()) {
            return keys(file(setting + ".jwks-file", place.file().get()), "The file");
        }
        URI url = place.url().orElseGet(() -> discover(issuer));
        return at(url);
    }

    /// The keys at an address.
    List<JsonWebKey> at(URI url) {
        return keys(get(url).toJson(), url.toString());
    }

    private URI discover(String issuer) {
        String base = issuer.replaceFirst("/+$", "");
        JsonObject document = get(URI.create(base + "/.well-known/openid-configuration"));
        String named = document.text("issuer").orElse("");
        if (!named.replaceFirst("/+$", "").equals(base)) {
            throw failed(
                    "The discovery document of "
                            + issuer
                            + " is of another issuer: "
                            + named
                            + ".");
        }
        return document.text("jwks_uri")
                .map(URI::create)
                .orElseThrow(
                        () -> failed("The discovery document of " + issuer + " has no jwks_uri."));
    }

    private JsonObject get(URI url) {
        Map<String, String> headers =
                place.token()
                        .map(path -> file(setting + ".token-file", path).strip())
                        .map(token -> Map.of("Authorization", "Bearer " + token))
                        .orElse(Map.of());
        try {
            JsonExchange.Answer answer =
                    http.call(new JsonExchange.Call("GET", url, headers, null));
            if (answer.status() != 200 || answer.object().isEmpty()) {
                throw failed(url + " answers with status " + answer.status() + " and no keys.");
            }
            return answer.object();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PorticoException(ErrorCode.UNAVAILABLE, "Interrupted.", e);
        } catch (PorticoException e) {
            throw e.code() == ErrorCode.FORBIDDEN
                    ? failed(
                            "Its keys are on "
                                    + Optional.ofNullable(url.getHost()).orElse("no host")
                                    + ", which is not the issuer's host; name the address in "
                                    + setting
                                    + ".jwks-url.")
                    : e;
        }
    }

    private static List<JsonWebKey> keys(String json, String where) {
        try {
            return new JsonWebKeySet(json).getJsonWebKeys();
        } catch (JoseException e) {
            throw failed(where + " has no set of keys (JWKS).");
        }
    }

    private static String file(String setting, Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw failed("The file of " + setting + " can't be read: " + path);
        }
    }

    private static PorticoException failed(String why) {
        return new PorticoException(ErrorCode.UPSTREAM_FAILED, why);
    }
}
