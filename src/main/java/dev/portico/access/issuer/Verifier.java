package dev.portico.access.issuer;

import static dev.portico.access.issuer.SignedText.refused;
import static dev.portico.access.issuer.SignedText.shorten;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import java.time.Clock;
import java.util.List;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;

/// Checks signature, issuer, audience and times of a token.
final class Verifier {
    static final int SKEW_SECONDS = 30;

    private final Clock clock;

    Verifier(Clock clock) {
        this.clock = clock;
    }

    /// What a token must be.
    ///
    /// @param who made it, for messages
    /// @param issuer null when such tokens have none
    /// @param audience one of which it must be for; empty when such tokens have none
    /// @param setting where the audience is configured, for messages
    record Terms(
            String who,
            @Nullable String issuer,
            List<String> audience,
            String setting,
            Keys keys) {}

    /// The claims, now to be believed; UNAUTHENTICATED with what is wrong.
    JsonObject verify(SignedText token, Terms terms) {
        JwtConsumerBuilder consumer =
                new JwtConsumerBuilder()
                        .setJwsAlgorithmConstraints(
                                ConstraintType.PERMIT, SignedText.ALGORITHMS.toArray(String[]::new))
                        .setVerificationKeyResolver(
                                (jws, _) -> {
                                    return terms.keys()
                                            .find(token.kid(), token.algorithm())
                                            .orElseThrow(() -> new UnresolvableKeyException("key"));
                                })
                        .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                        .setAllowedClockSkewInSeconds(SKEW_SECONDS)
                        .setRequireExpirationTime();
        if (terms.issuer() != null) {
            consumer.setExpectedIssuer(terms.issuer());
        }
        if (terms.audience().isEmpty()) {
            consumer.setSkipDefaultAudienceValidation();
        } else {
            consumer.setExpectedAudience(terms.audience().toArray(String[]::new));
        }
        try {
            return JsonObject.parse(
                    consumer.build().process(token.text()).getJwtClaims().getRawJson());
        } catch (InvalidJwtException e) {
            throw refusal(e, token, terms);
        }
    }

    private static PorticoException refusal(InvalidJwtException e, SignedText token, Terms terms) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof PorticoException ours) {
                return ours;
            }
            if (cause instanceof UnresolvableKeyException) {
                return refused(
                        "The token is signed with a key that "
                                + terms.who()
                                + " does not have"
                                + (token.kid() == null
                                        ? "."
                                        : ": '" + shorten(token.kid()) + "'."));
            }
        }
        if (e.hasErrorCode(ErrorCodes.EXPIRED)) {
            return refused("The token of " + terms.who() + " has run out; get a new one.");
        }
        if (e.hasErrorCode(ErrorCodes.NOT_YET_VALID)) {
            return refused("The token of " + terms.who() + " is not valid yet; check the clocks.");
        }
        if (e.hasErrorCode(ErrorCodes.AUDIENCE_INVALID)
                || e.hasErrorCode(ErrorCodes.AUDIENCE_MISSING)) {
            return refused(
                    "The token of "
                            + terms.who()
                            + " is for "
                            + shorten(String.valueOf(token.claims().value("aud")))
                            + " and not for this program; ask for one with the audience "
                            + String.join(" or ", terms.audience())
                            + " ("
                            + terms.setting()
                            + ").");
        }
        if (e.hasErrorCode(ErrorCodes.ISSUER_INVALID)
                || e.hasErrorCode(ErrorCodes.ISSUER_MISSING)) {
            return refused("The token is not one of " + terms.who() + ": its issuer is another.");
        }
        if (e.hasErrorCode(ErrorCodes.EXPIRATION_MISSING)) {
            return refused("The token of " + terms.who() + " says not how long it is good.");
        }
        return refused(
                "The token's signature is not one of "
                        + terms.who()
                        + ", or the token was changed.");
    }
}
