package dev.portico.access.issuer;

import dev.portico.access.CiJob;
import dev.portico.access.principal.Principal;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Jobs of any other CI system, by the claims that the configuration names.
///
/// @param name of the issuer in the configuration
/// @param host where its repositories are
/// @param claims names of claims by what they say
/// @param trusted events whose jobs count
record MappedCi(String name, String host, Map<String, String> claims, Set<String> trusted)
        implements Speaker {
    private static final Set<String> KNOWN =
            Set.of(
                    "repository",
                    "repository-id",
                    "ref",
                    "commit",
                    "event",
                    "workflow",
                    "environment");
    private static final Set<String> NEEDED =
            Set.of("repository", "repository-id", "ref", "commit");

    /// INVALID_INPUT when a claim is not mapped that must be.
    MappedCi {
        claims = Map.copyOf(claims);
        String setting = "portico.access.issuers." + name + ".claims";
        if (!claims.keySet().containsAll(NEEDED) || !KNOWN.containsAll(claims.keySet())) {
            throw PorticoException.invalid(
                    setting
                            + " must name the claims for repository, repository-id, ref and commit,"
                            + " and may for event, workflow and environment; it has "
                            + String.join(", ", claims.keySet().stream().sorted().toList())
                            + ".");
        }
    }

    @Override
    public Principal principal(JsonObject given) {
        String repository = required(given, "repository");
        String branch = required(given, "ref");
        String ref = branch.startsWith("refs/") ? branch : "refs/heads/" + branch;
        @Nullable String event = optional(given, "event");
        return CiClaims.principal(
                new CiJob(
                        name,
                        repository,
                        required(given, "repository-id"),
                        host + "/" + repository,
                        ref,
                        required(given, "commit"),
                        event,
                        optional(given, "workflow"),
                        optional(given, "environment"),
                        TrustedEvents.contain(trusted, event) && CiClaims.isOwnRef(ref)),
                given);
    }

    private String required(JsonObject given, String what) {
        return CiClaims.require(name, given, claims.getOrDefault(what, what));
    }

    private @Nullable String optional(JsonObject given, String what) {
        return CiClaims.find(given, claims.get(what));
    }
}
