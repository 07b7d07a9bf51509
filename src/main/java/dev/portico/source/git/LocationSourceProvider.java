package dev.portico.source.git;

import dev.portico.catalog.Admission;
import dev.portico.catalog.Admission.LocationRule;
import dev.portico.catalog.Location;
import dev.portico.catalog.LocationConfig;
import dev.portico.catalog.Locations;
import dev.portico.model.SourceClass;
import dev.portico.model.TrustLevel;
import dev.portico.platform.PorticoException;
import dev.portico.source.Source;
import dev.portico.source.SourceInfo;
import dev.portico.source.SourceProvider;
import jakarta.inject.Singleton;
import java.util.List;

/// The registered locations, each as a source of its own.
@Singleton
final class LocationSourceProvider implements SourceProvider {
    private final Locations locations;
    private final GitConfig config;
    private final ScanTools tools;
    private final List<LocationRule> rules;
    private volatile List<Source> last = List.of();
    private volatile boolean complete = true;

    LocationSourceProvider(
            Locations locations, LocationConfig rules, GitConfig config, ScanTools tools) {
        this.locations = locations;
        this.config = config;
        this.tools = tools;
        this.rules = LocationConfig.toRules(rules);
    }

    @Override
    public List<Source> sources() {
        try {
            last = locations.list().stream().<Source>map(this::source).toList();
            complete = true;
        } catch (PorticoException e) {
            if (!e.code().retryable()) {
                throw e;
            }
            complete = false;
        }
        return last;
    }

    GitSource source(Location location) {
        SourceInfo info =
                new SourceInfo(
                        "location:" + location.id(),
                        "location",
                        SourceClass.GIT,
                        TrustLevel.CATALOG,
                        location.target(),
                        "registered location " + location.id(),
                        config.pollInterval());
        Admission admission =
                new Admission(TrustLevel.CATALOG, rules, location.type(), location.target());
        return new GitSource(info, new Root.Registered(location), admission, tools);
    }

    @Override
    public boolean complete() {
        return complete;
    }
}
