package dev.portico.access;

import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import java.util.Optional;
import java.util.Set;

/// What the catalog knows of people. Answered from memory by the packages below, so that this one
/// need not know them.
public interface Directory {
    /// The groups a user belongs to, those above them included; empty for a user who is not there.
    /// Users and groups come from platform sources alone, so who may write elsewhere makes no one a
    /// member.
    Set<String> groups(EntityRef user);

    boolean exists(EntityRef user);

    /// The only User whose field or annotation has this value, without regard to case; empty when
    /// there is none or several.
    ///
    /// @param key a dotted path as `spec.profile.email` or
    ///     `metadata.annotations.github.com/user-login`
    Optional<EntityRef> find(String key, String value);

    /// The user's display name, mail address and picture, as `spec.profile` has them.
    JsonObject profile(EntityRef user);

    /// Grows whenever an answer may have become another.
    long version();
}
