package dev.portico.api.graphql.type;

import dev.portico.platform.json.JsonObject;
import io.smallrye.graphql.api.Nullable;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// One of an entity's links.
@Name("Link")
@Description("A link of an entity to something elsewhere.")
public record LinkNode(
        String url, @Nullable String title, @Nullable String icon, @Nullable String type) {
    static LinkNode from(JsonObject link) {
        return new LinkNode(
                link.text("url").orElse(""),
                link.text("title").orElse(null),
                link.text("icon").orElse(null),
                link.text("type").orElse(null));
    }
}
