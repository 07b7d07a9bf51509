package dev.portico.api.graphql.type;

import dev.portico.catalog.Location;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// A registered location.
@Name("RegisteredLocation")
@Description("A location that someone registered. It is read like any other source.")
public record RegisteredLocation(
        @Description("Identifies it in mutations.") String id,
        @Description("Its type, mostly url.") String type,
        @Description("Where it points.") String target,
        @Description("Name of the source that reads it.") String source,
        @Description("Ref of the Location entity that stands for it.") String entityRef) {
    public static RegisteredLocation from(Location location) {
        return new RegisteredLocation(
                location.id(),
                location.type(),
                location.target(),
                "location:" + location.id(),
                location.entityRef().toString());
    }
}
