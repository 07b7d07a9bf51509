package dev.portico.access.principal;

import dev.portico.access.AccessConfig;
import dev.portico.access.Directory;
import dev.portico.access.Viewer;
import dev.portico.model.EntityRef;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Makes viewers of principals, with what the directory and the configuration say of them now.
@Singleton
public final class Viewers {
    private final Directory directory;
    private final Set<String> admins;

    @Inject
    Viewers(Directory directory, AccessConfig config) {
        this(directory, config.admins().orElse(List.of()));
    }

    /// @param admins refs of users and groups; `ann` is `user:default/ann`
    public Viewers(Directory directory, Collection<String> admins) {
        this.directory = directory;
        this.admins =
                admins.stream()
                        .map(text -> EntityRef.parse(text, "user", EntityRef.DEFAULT_NAMESPACE))
                        .map(EntityRef::toString)
                        .collect(Collectors.toUnmodifiableSet());
    }

    public Viewer of(Principal principal) {
        Set<String> owns = new HashSet<>();
        if (principal.type() == Viewer.Type.USER) {
            EntityRef user = EntityRef.parse(principal.name());
            owns.add(user.toString());
            owns.addAll(directory.groups(user));
        }
        owns.addAll(principal.groups());
        boolean admin =
                principal.admin()
                        || admins.contains(principal.name())
                        || owns.stream().anyMatch(admins::contains);
        return new Viewer(
                principal.type(),
                principal.name(),
                owns,
                admin,
                principal.scopes(),
                principal.credential(),
                principal.claims(),
                principal.job());
    }

    /// Another one as soon as a viewer that was made may no longer be right.
    long version() {
        return directory.version();
    }
}
