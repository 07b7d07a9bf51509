package dev.portico.api.graphql;

import dev.portico.access.WriteGate;
import dev.portico.api.graphql.type.runtime.DeploymentInput;
import dev.portico.api.graphql.type.runtime.DeploymentNode;
import dev.portico.api.graphql.type.runtime.DeploymentPayload;
import dev.portico.model.EntityRef;
import dev.portico.runtime.Deployment;
import dev.portico.runtime.Deployments;
import dev.portico.runtime.Health;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;

/// What CI jobs tell of platforms that are not followed.
@GraphQLApi
@Singleton
public final class DeploymentMutations {
    private final WriteGate gate;
    private final Deployments deployments;
    private final Clock clock;

    DeploymentMutations(WriteGate gate, Deployments deployments, Clock clock) {
        this.gate = gate;
        this.deployments = deployments;
        this.clock = clock;
    }

    @Mutation
    @Description(
            "Tells what was deployed to a platform that Portico does not follow; it shows among the entity's deployments.")
    public DeploymentPayload reportDeployment(DeploymentInput deployment) {
        String actor = gate.requireWriter().name();
        Deployment reported =
                new Deployment(
                        EntityRef.parse(deployment.ref()),
                        deployment.environment(),
                        deployment.version(),
                        deployment.commit(),
                        deployment.url(),
                        deployment.health() == null ? Health.UNKNOWN : deployment.health(),
                        deployment.at() == null ? clock.instant() : deployment.at().toInstant(),
                        actor);
        deployments.report(List.of(reported));
        return new DeploymentPayload(DeploymentNode.from(reported));
    }
}
