package dev.portico.access.principal;

import dev.portico.access.CiJob;
import dev.portico.access.Viewer;
import dev.portico.platform.json.JsonObject;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a credential proves, whatever the catalog says of it.
///
/// @param name as [Viewer#name]
/// @param groups refs of groups that the credential itself puts them in
/// @param admin whether the credential itself makes them an admin
/// @param scopes what it is limited to; null for nothing
/// @param credential as [Viewer#credential]
/// @param claims as [Viewer#claims]
/// @param job as [Viewer#job]
public record Principal(
        Viewer.Type type,
        String name,
        Set<String> groups,
        boolean admin,
        Viewer.@Nullable Scopes scopes,
        String credential,
        JsonObject claims,
        @Nullable CiJob job) {
    public Principal {
        groups = Set.copyOf(groups);
    }

    public static Principal user(String ref, String credential) {
        return new Principal(
                Viewer.Type.USER, ref, Set.of(), false, null, credential, JsonObject.EMPTY, null);
    }

    public static Principal service(String name, String credential) {
        return new Principal(
                Viewer.Type.SERVICE,
                name,
                Set.of(),
                false,
                null,
                credential,
                JsonObject.EMPTY,
                null);
    }

    public Principal limitedTo(Viewer.@Nullable Scopes limits) {
        return new Principal(type, name, groups, admin, limits, credential, claims, job);
    }
}
