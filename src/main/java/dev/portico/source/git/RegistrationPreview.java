package dev.portico.source.git;

import dev.portico.catalog.Declaration;
import dev.portico.catalog.Kinds;
import dev.portico.catalog.Location;
import dev.portico.catalog.LocationConfig;
import dev.portico.catalog.Reading;
import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.model.Problem;
import dev.portico.source.LocationPreview;
import dev.portico.source.Scan;
import dev.portico.source.ScanRequest;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads a location as if it were registered, by the same source that would read it then.
@Singleton
final class RegistrationPreview implements LocationPreview {
    private final LocationSourceProvider provider;
    private final LocationConfig config;
    private final Kinds kinds;

    RegistrationPreview(LocationSourceProvider provider, LocationConfig config, Kinds kinds) {
        this.provider = provider;
        this.config = config;
        this.kinds = kinds;
    }

    @Override
    public Preview preview(String type, String target) {
        LocationConfig.requireAllowed(config, type);
        Location location = new Location("preview", type, target);
        Scan scan = provider.source(location).scan(new ScanRequest(Map.of(), kinds.current()));
        List<Entity> entities = new ArrayList<>();
        List<Problem> problems = new ArrayList<>(scan.problems());
        EntityRef own = location.entityRef();
        for (Reading reading : scan.changed()) {
            for (Declaration declaration : reading.declarations()) {
                int place = declaration.ref().equals(own) ? 0 : entities.size();
                entities.add(place, declaration.document().entity());
            }
            reading.rejections().forEach(rejection -> problems.addAll(rejection.problems()));
        }
        return new Preview(entities, problems);
    }
}
