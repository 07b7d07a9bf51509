package dev.portico.access.principal;

import dev.portico.access.Directory;
import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/// Knows nobody; there where nothing else is a [Directory].
@DefaultBean
@Singleton
final class NoDirectory implements Directory {
    @Override
    public Set<String> groups(EntityRef user) {
        return Set.of();
    }

    @Override
    public boolean exists(EntityRef user) {
        return false;
    }

    @Override
    public Optional<EntityRef> find(String key, String value) {
        return Optional.empty();
    }

    @Override
    public JsonObject profile(EntityRef user) {
        return JsonObject.EMPTY;
    }

    @Override
    public long version() {
        return 0;
    }
}
