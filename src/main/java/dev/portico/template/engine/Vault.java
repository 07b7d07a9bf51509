package dev.portico.template.engine;

import dev.portico.platform.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is secret of one task while it runs: its secrets, what else is hidden, and the whole of
/// what is stored masked elsewhere, so that who goes on has it too. Safe for threads.
final class Vault {
    private final UUID task;
    private final Optional<SecretBox> box;
    private final JsonObject secrets;
    private final SecretMask mask = new SecretMask();
    private final Map<String, JsonObject> whole = new LinkedHashMap<>();
    private boolean changed;

    /// @param box empty where nothing can be encrypted: then what is masked is lost to who goes on
    private Vault(UUID task, Optional<SecretBox> box, JsonObject secrets) {
        this.task = task;
        this.box = box;
        this.secrets = secrets;
        mask.addAll(secrets.fields());
    }

    /// One that is not stored.
    static Vault of(UUID task, JsonObject secrets) {
        return new Vault(task, Optional.empty(), secrets);
    }

    /// @param sealed as [#sealed()] made it; null without any
    static Vault open(UUID task, Optional<SecretBox> box, byte @Nullable [] sealed) {
        if (sealed == null || box.isEmpty()) {
            return new Vault(task, box, JsonObject.EMPTY);
        }
        JsonObject content = JsonObject.parse(box.get().open(task, sealed));
        Vault vault = new Vault(task, box, content.object("secrets"));
        content.texts("hidden").forEach(vault.mask::add);
        JsonObject whole = content.object("whole");
        whole.fields().keySet().forEach(key -> vault.whole.put(key, whole.object(key)));
        return vault;
    }

    /// What is stored for a task that has secrets; null when it has none.
    static byte @Nullable [] sealed(UUID task, SecretKeys keys, JsonObject secrets) {
        if (secrets.isEmpty()) {
            return null;
        }
        Vault vault = new Vault(task, Optional.of(keys.require()), secrets);
        vault.changed = true;
        return vault.sealed();
    }

    JsonObject secrets() {
        return secrets;
    }

    SecretMask mask() {
        return mask;
    }

    synchronized void hide(String secret) {
        int before = mask.values().size();
        mask.add(secret);
        changed |= mask.values().size() > before;
    }

    /// Masks a value that is stored, and keeps the whole of it.
    synchronized JsonObject keep(String key, JsonObject value) {
        JsonObject masked = mask.object(value);
        if (!masked.equals(value)) {
            changed |= !value.equals(whole.put(key, value));
        } else if (whole.remove(key) != null) {
            changed = true;
        }
        return masked;
    }

    /// The whole of what was kept, or what is stored when nothing had to be masked.
    synchronized JsonObject whole(String key, JsonObject stored) {
        return whole.getOrDefault(key, stored);
    }

    /// What is to be stored, encrypted; null when that has not changed, or can't be encrypted.
    synchronized byte @Nullable [] sealed() {
        if (!changed || box.isEmpty()) {
            return null;
        }
        changed = false;
        JsonObject content =
                JsonObject.EMPTY
                        .with("secrets", secrets)
                        .with("hidden", mask.values())
                        .with("whole", whole);
        return box.get().seal(task, content.toBytes());
    }
}
