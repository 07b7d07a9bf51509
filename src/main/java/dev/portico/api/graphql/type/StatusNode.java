package dev.portico.api.graphql.type;

import dev.portico.platform.json.JsonObject;
import io.smallrye.graphql.api.Nullable;
import jakarta.json.JsonValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// One item of an entity's status.
@Name("StatusItem")
@Description(
        "Something that is wrong with an entity now, for example that its newest document was rejected.")
public record StatusNode(
        String type,
        @Description("'error', 'warning' or 'info'") String level,
        String message,
        @Nullable @Description("More about it as JSON, when there is more.") JsonValue error) {
    static StatusNode from(JsonObject item) {
        return new StatusNode(
                item.text("type").orElse(""),
                item.text("level").orElse(""),
                item.text("message").orElse(""),
                item.has("error") ? Json.of(item.object("error")) : null);
    }
}
