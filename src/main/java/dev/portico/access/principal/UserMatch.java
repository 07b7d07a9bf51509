package dev.portico.access.principal;

import dev.portico.access.Directory;
import dev.portico.access.Viewer;
import dev.portico.model.EntityRef;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which User of the catalog the claims of a provider speak of, by a configured rule.
///
/// @param setting whose rule it is, as `portico.access.issuers.google`
/// @param claim that says who they are
/// @param field of a User that has its value; `metadata.name` for the name
/// @param groupsClaim with names or refs of groups they also belong to; null for none
/// @param credential how they prove it, for people
public record UserMatch(
        String setting,
        String claim,
        String field,
        @Nullable String groupsClaim,
        String credential) {
    private static final String NAME = "metadata.name";
    private static final String USER = "user";

    /// The principal that claims speak of; UNAUTHENTICATED, with the claim that was tried and the
    /// settings that say which, when there is no such User.
    public Principal require(JsonObject claims, Directory directory) {
        return find(claims, directory)
                .orElseThrow(
                        () -> new PorticoException(ErrorCode.UNAUTHENTICATED, noMatch(claims)));
    }

    public Optional<Principal> find(JsonObject claims, Directory directory) {
        return claims.text(claim)
                .filter(value -> !value.isBlank())
                .filter(_ -> !isUnverifiedMail(claims))
                .flatMap(value -> user(value, directory))
                .map(
                        user ->
                                new Principal(
                                        Viewer.Type.USER,
                                        user.toString(),
                                        groups(claims),
                                        false,
                                        null,
                                        credential,
                                        claims,
                                        null));
    }

    /// Someone else may have given this address at the provider.
    private boolean isUnverifiedMail(JsonObject claims) {
        return claim.equals("email") && Boolean.FALSE.equals(claims.value("email_verified"));
    }

    private Optional<EntityRef> user(String value, Directory directory) {
        if (!field.equals(NAME)) {
            return directory.find(field, value);
        }
        try {
            return Optional.of(EntityRef.parse(value, USER, EntityRef.DEFAULT_NAMESPACE))
                    .filter(ref -> ref.kind().equals(USER))
                    .filter(directory::exists);
        } catch (PorticoException _) {
            return Optional.empty();
        }
    }

    private Set<String> groups(JsonObject claims) {
        Set<String> groups = new HashSet<>();
        if (groupsClaim != null) {
            for (String text : claims.texts(groupsClaim)) {
                try {
                    EntityRef ref = EntityRef.parse(text, "group", EntityRef.DEFAULT_NAMESPACE);
                    if (ref.kind().equals("group")) {
                        groups.add(ref.toString());
                    }
                } catch (PorticoException _) {
                    // a name that no group can have
                }
            }
        }
        return groups;
    }

    /// Why nobody was found, and what to change.
    public String noMatch(JsonObject claims) {
        String value =
                claims.text(claim).map(text -> "'" + text + "'").orElse("not there, or not a text");
        return "No User of the catalog is whom the sign-in speaks of: its claim "
                + claim
                + " is "
                + value
                + (isUnverifiedMail(claims) ? " and not verified" : "")
                + ", and "
                + field
                + " of no User, or of several, has that value. "
                + setting
                + ".user-claim and .user-field say what is compared.";
    }
}
