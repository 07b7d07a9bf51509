package dev.portico.access.issuer;

import dev.portico.access.principal.Principal;
import dev.portico.platform.json.JsonObject;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Service accounts of a cluster.
///
/// @param cluster its name
record KubernetesAccounts(String cluster) implements Speaker {
    private static final Pattern SUBJECT =
            Pattern.compile("system:serviceaccount:([a-z0-9-]{1,63}):([a-z0-9.-]{1,253})");

    @Override
    public Principal principal(JsonObject claims) {
        String subject = claims.text("sub").orElse("");
        Matcher account = SUBJECT.matcher(subject);
        if (!account.matches()) {
            throw SignedText.refused(
                    "The token of cluster "
                            + cluster
                            + " is no service account's: its subject is '"
                            + SignedText.shorten(subject)
                            + "'.");
        }
        String name =
                "service:kubernetes/%s/%s/%s"
                        .formatted(cluster, account.group(1), account.group(2));
        Principal plain = Principal.service(name, "service account of " + cluster);
        return new Principal(
                plain.type(), name, plain.groups(), false, null, plain.credential(), claims, null);
    }
}
