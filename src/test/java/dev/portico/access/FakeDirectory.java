package dev.portico.access;

import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// People for tests.
public final class FakeDirectory implements Directory {
    private final Map<String, Set<String>> groups = new HashMap<>();
    private final Map<String, String> found = new HashMap<>();
    private long version = 1;

    /// @param fields key and value by which the user is found, one after the other
    public FakeDirectory user(String ref, Set<String> in, String... fields) {
        groups.put(ref, in);
        for (int i = 0; i < fields.length; i += 2) {
            found.put(fields[i] + "=" + fields[i + 1].toLowerCase(), ref);
        }
        version++;
        return this;
    }

    @Override
    public Set<String> groups(EntityRef user) {
        return groups.getOrDefault(user.toString(), Set.of());
    }

    @Override
    public boolean exists(EntityRef user) {
        return groups.containsKey(user.toString());
    }

    @Override
    public Optional<EntityRef> find(String key, String value) {
        return Optional.ofNullable(found.get(key + "=" + value.toLowerCase()))
                .map(EntityRef::parse);
    }

    @Override
    public JsonObject profile(EntityRef user) {
        return JsonObject.EMPTY.with("displayName", user.name());
    }

    @Override
    public long version() {
        return version;
    }
}
