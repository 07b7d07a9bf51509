package dev.portico.api.graphql;

import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.api.graphql.guard.RequestGuard;
import dev.portico.api.graphql.type.LocationPayload;
import dev.portico.api.graphql.type.RefreshPayload;
import dev.portico.api.graphql.type.RegisteredLocation;
import dev.portico.api.graphql.type.RemovalsPayload;
import dev.portico.api.graphql.type.RemovedLocationPayload;
import dev.portico.catalog.CatalogFeed;
import dev.portico.catalog.Location;
import dev.portico.catalog.Locations;
import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import dev.portico.source.Sources;
import graphql.schema.DataFetchingEnvironment;
import io.smallrye.graphql.api.Context;
import io.smallrye.graphql.api.Nullable;
import jakarta.inject.Singleton;
import java.util.Map;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;

/// All writes: what may be written is asked first, and the position of the write is answered.
@GraphQLApi
@Singleton
public final class Mutations {
    private final Gate gate;
    private final Locations locations;
    private final Sources sources;
    private final CatalogFeed feed;

    Mutations(Gate gate, Locations locations, Sources sources, CatalogFeed feed) {
        this.gate = gate;
        this.locations = locations;
        this.sources = sources;
        this.feed = feed;
    }

    @Mutation
    @Description("Registers a location; it is read at once.")
    public LocationPayload registerLocation(
            @Nullable @DefaultValue("url") @Description("An allowed type, mostly url.") String type,
            @Description("As https://git.example.com/acme/orders/blob/main/catalog-info.yaml")
                    String target,
            Context context) {
        gate.require(Permission.LOCATION_CREATE);
        Location location = locations.register(type == null ? "url" : type, target);
        done(Permission.LOCATION_CREATE, location);
        return new LocationPayload(RegisteredLocation.from(location), position(context));
    }

    @Mutation
    @Description("Changes type and target of a registered location.")
    public LocationPayload updateLocation(
            String id,
            @Nullable @DefaultValue("url") @Description("An allowed type, mostly url.") String type,
            String target,
            Context context) {
        gate.require(Permission.LOCATION_CREATE);
        gate.require(Permission.LOCATION_DELETE); // what came from the old target goes
        Location location = locations.update(id, type == null ? "url" : type, target);
        done(Permission.LOCATION_CREATE, location);
        return new LocationPayload(RegisteredLocation.from(location), position(context));
    }

    @Mutation
    @Description("Removes a registered location and everything that came from it.")
    public RemovedLocationPayload removeLocation(String id, Context context) {
        gate.require(Permission.LOCATION_DELETE);
        locations.remove(id);
        gate.done(Permission.LOCATION_DELETE, "location:" + id, JsonObject.EMPTY);
        return new RemovedLocationPayload(id, position(context));
    }

    @Mutation
    @Description("Reads the source of an entity again soon.")
    public RefreshPayload refreshEntity(String ref, Context context) {
        EntityRef entity = EntityRef.parse(ref);
        String actor = gate.require(Permission.ENTITY_REFRESH, entity).name();
        sources.refresh(entity, actor);
        gate.done(Permission.ENTITY_REFRESH, entity.toString(), JsonObject.EMPTY);
        return new RefreshPayload(entity.toString(), position(context));
    }

    @Mutation
    @Description("Reads a source again soon.")
    public RefreshPayload refreshSource(String name, Context context) {
        sources.refresh(name, gate.require(Permission.SOURCE_MANAGE).name());
        managed(name, "refresh");
        return new RefreshPayload(name, position(context));
    }

    @Mutation
    @Description("Carries out the removals that the mass-delete guard holds.")
    public RemovalsPayload confirmRemovals(String source, Context context) {
        long removed =
                sources.confirmRemovals(source, gate.require(Permission.SOURCE_MANAGE).name());
        managed(source, "confirm removals");
        return new RemovalsPayload(source, removed, position(context));
    }

    @Mutation
    @Description("Keeps what the mass-delete guard holds until the source changes again.")
    public RemovalsPayload rejectRemovals(String source, Context context) {
        sources.rejectRemovals(source, gate.require(Permission.SOURCE_MANAGE).name());
        managed(source, "reject removals");
        return new RemovalsPayload(source, 0, position(context));
    }

    private void done(Permission permission, Location location) {
        gate.done(
                permission,
                "location:" + location.id(),
                JsonObject.of(Map.of("type", location.type(), "target", location.target())));
    }

    private void managed(String source, String what) {
        gate.done(
                Permission.SOURCE_MANAGE, "source:" + source, JsonObject.of(Map.of("what", what)));
    }

    /// The newest position of the log: at or behind that of the write just made.
    private long position(Context context) {
        long position = feed.latest();
        RequestGuard.wrote(
                context.unwrap(DataFetchingEnvironment.class).getGraphQlContext(), position);
        return position;
    }
}
