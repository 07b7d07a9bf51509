package dev.portico.runtime.match;

import dev.portico.model.EntityRef;
import java.util.List;

/// Something of an object that may say which entity it belongs to.
///
/// @param rule what it is, as [dev.portico.runtime.Seen.Link#rule()] shows it
/// @param value what stands there
/// @param refs entities it names
/// @param keys what entities are found by; those of all count together
/// @param placed whether only entities count whose annotations allow the object's cluster and
///     namespace
record Clue(String rule, String value, List<EntityRef> refs, List<String> keys, boolean placed) {
    Clue {
        refs = List.copyOf(refs);
        keys = List.copyOf(keys);
    }

    static Clue of(String rule, String value, String... keys) {
        return new Clue(rule, value, List.of(), List.of(keys), false);
    }

    static Clue naming(String rule, String value, List<EntityRef> refs) {
        return new Clue(rule, value, refs, List.of(), false);
    }

    static String ref(EntityRef ref) {
        return "ref " + ref;
    }

    /// @param place as [dev.portico.runtime.ObjectKey#place()]
    static String object(String place) {
        return "object " + place;
    }

    static String id(String id) {
        return "id " + id;
    }

    /// @param name `name` or `namespace/name`
    static String application(String name) {
        return "app " + name;
    }

    static String image(String name) {
        return "image " + name;
    }

    static String repository(String repository) {
        return "repository " + repository;
    }

    /// @param place repository, a space, folder
    static String folder(String place) {
        return "folder " + place;
    }
}
