package dev.portico.ownership;

import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.model.Relation;
import dev.portico.platform.json.JsonObject;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The users and groups there are, as they were at one time. Immutable.
final class Organisation {
    private static final String GROUP = "group";
    private static final String USER = "user";
    private static final String GITHUB = "github.com";

    private final Map<EntityRef, Person> people = new HashMap<>();

    /// What something of a user or group leads to; null where it leads to several.
    private final Map<String, @Nullable EntityRef> known = new HashMap<>();

    private final long version;

    /// @param contact whether they can be reached: by mail, or a link
    /// @param below groups whose parent this one is
    /// @param direct whether somebody belongs to the group itself
    private record Person(boolean contact, Set<EntityRef> below, boolean direct) {}

    /// @param version another for another organisation
    /// @param entities all Users and Groups, with their relations
    Organisation(long version, Collection<Entity> entities) {
        this.version = version;
        entities.forEach(this::add);
    }

    private void add(Entity entity) {
        EntityRef ref = entity.ref();
        Set<EntityRef> below = new HashSet<>();
        boolean direct = false;
        for (Relation relation : entity.relations()) {
            direct |= relation.type().equals("hasMember");
            if (relation.type().equals("parentOf")) {
                below.add(relation.target());
            }
        }
        JsonObject profile = entity.spec().object("profile");
        boolean contact =
                profile.text("email").isPresent()
                        || entity.spec().text("contact").isPresent()
                        || !entity.metadata().objects("links").isEmpty();
        people.put(ref, new Person(contact, below, direct));
        profile.text("email").ifPresent(mail -> learn("mail", mail, ref));
        learn(ref.kind() + "-name", ref.name(), ref);
        JsonObject annotations = entity.metadata().object("annotations");
        for (String key : annotations.fields().keySet()) {
            annotations.text(key).ifPresent(value -> learn(key, value, ref));
        }
    }

    private void learn(String key, String value, EntityRef ref) {
        String text = key(key, value);
        known.put(text, known.containsKey(text) && !ref.equals(known.get(text)) ? null : ref);
    }

    private static String key(String key, String value) {
        return key + '=' + value.strip().toLowerCase(Locale.ROOT);
    }

    long version() {
        return version;
    }

    boolean exists(EntityRef ref) {
        return people.containsKey(ref);
    }

    /// Whether somebody belongs to a group, or to one below it; true for a user.
    boolean hasMembers(EntityRef ref) {
        return ref.kind().equals(USER) || hasMembers(ref, new HashSet<>());
    }

    private boolean hasMembers(EntityRef ref, Set<EntityRef> seen) {
        Person group = people.get(ref);
        return group != null
                && seen.add(ref)
                && (group.direct()
                        || group.below().stream().anyMatch(below -> hasMembers(below, seen)));
    }

    boolean hasContact(EntityRef ref) {
        Person person = people.get(ref);
        return person != null && person.contact();
    }

    /// Whom an owner of a CODEOWNERS file means; empty when that is nobody known, or several.
    ///
    /// `@org/team` is the Group annotated so (`github.com/team-slug`, `<host>/team-path`), or named
    /// `team`. `@name` is the User annotated so (`github.com/user-login`, `<host>/user-login`) or
    /// named so, or else such a Group. A mail address is that of `spec.profile.email`.
    ///
    /// @param host of the repository; empty for a local one
    Optional<EntityRef> find(String owner, String host) {
        if (!owner.startsWith("@")) {
            return look("mail", owner);
        }
        String name = owner.replaceFirst("^@+", "");
        int slash = name.lastIndexOf('/');
        if (slash >= 0) {
            return annotated(host, name, "team-slug", "team-path")
                    .or(() -> named(GROUP, name.substring(slash + 1)));
        }
        return annotated(host, name, "user-login")
                .or(() -> named(USER, name))
                .or(() -> annotated(host, name, "team-slug", "team-path"))
                .or(() -> named(GROUP, name));
    }

    private Optional<EntityRef> annotated(String host, String value, String... keys) {
        for (String key : keys) {
            Optional<EntityRef> found =
                    look(host + '/' + key, value).or(() -> look(GITHUB + '/' + key, value));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<EntityRef> named(String kind, String name) {
        EntityRef usual = new EntityRef(kind, EntityRef.DEFAULT_NAMESPACE, name);
        return exists(usual) ? Optional.of(usual) : look(kind + "-name", name);
    }

    private Optional<EntityRef> look(String key, String value) {
        return Optional.ofNullable(known.get(key(key, value)));
    }
}
