package dev.portico.catalog;

import dev.portico.model.EntityRef;
import dev.portico.platform.Digest;
import java.nio.charset.StandardCharsets;

/// A registered location.
///
/// @param id a UUID
/// @param type `url` or another allowed type
/// @param target as registered
public record Location(String id, String type, String target) {
    /// Ref of the Location entity that stands for it: `location:default/generated-` and the SHA-1
    /// of `type:target` in hex (as Backstage names it).
    public EntityRef entityRef() {
        String hash = Digest.sha1((type + ':' + target).getBytes(StandardCharsets.UTF_8));
        return new EntityRef("location", "default", "generated-" + hash);
    }

    /// Name of the source that a location with this id is.
    public static String sourceName(String id) {
        return "location:" + id;
    }
}
