package dev.portico.api.rest;

import dev.portico.access.Gate;
import dev.portico.catalog.Admission;
import dev.portico.catalog.KindRegistry;
import dev.portico.catalog.Kinds;
import dev.portico.catalog.LocationConfig;
import dev.portico.template.Vocabulary;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;

/// `GET /api/kinds`: the kinds that hold now, as `Kind` documents, the actions that templates may
/// use, and the rules for registered locations; `portico validate --server` checks files with them.
@Singleton
@RunOnVirtualThread
@Path("/api/kinds")
public final class KindsResource {
    private final Kinds kinds;
    private final Vocabulary vocabulary;
    private final List<Admission.LocationRule> rules;
    private final Gate gate;

    KindsResource(Kinds kinds, Vocabulary vocabulary, LocationConfig config, Gate gate) {
        this.gate = gate;
        this.kinds = kinds;
        this.vocabulary = vocabulary;
        this.rules = LocationConfig.toRules(config);
    }

    @GET
    @Produces("application/json")
    public Response list() {
        gate.requireReader();
        return EntityBodies.ok(
                Map.of(
                        "kinds",
                        kinds.current().kinds().stream().map(KindRegistry::document).toList(),
                        "actions",
                        vocabulary.actions().stream().map(ScaffolderResource::action).toList(),
                        "rules",
                        rules.stream().map(Admission.LocationRule::toJson).toList()));
    }
}
