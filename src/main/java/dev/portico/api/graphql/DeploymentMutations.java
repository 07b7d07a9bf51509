package dev.portico.api.graphql;

import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.api.graphql.type.runtime.DeploymentInput;
import dev.portico.api.graphql.type.runtime.DeploymentNode;
import dev.portico.api.graphql.type.runtime.DeploymentPayload;
import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.Deployment;
import dev.portico.runtime.Deployments;
import dev.portico.runtime.Health;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;

/// What CI jobs tell of platforms that are not followed.
@GraphQLApi
@Singleton
public final class DeploymentMutations {
    private final Gate gate;
    private final Deployments deployments;
    private final Clock clock;

    DeploymentMutations(Gate gate, Deployments deployments, Clock clock) {
        this.gate = gate;
        this.deployments = deployments;
        this.clock = clock;
    }

    @Mutation
    @Description(
            "Tells what was deployed to a platform that Portico does not follow; it shows among the entity's deployments.")
    public DeploymentPayload reportDeployment(DeploymentInput deployment) {
        EntityRef ref = EntityRef.parse(deployment.ref());
        String actor = gate.require(Permission.DEPLOYMENT_REPORT, ref).name();
        Deployment reported =
                new Deployment(
                        ref,
                        deployment.environment(),
                        deployment.version(),
                        deployment.commit(),
                        deployment.url(),
                        deployment.health() == null ? Health.UNKNOWN : deployment.health(),
                        deployment.at() == null ? clock.instant() : deployment.at().toInstant(),
                        actor);
        deployments.report(List.of(reported));
        gate.done(
                Permission.DEPLOYMENT_REPORT,
                ref.toString(),
                JsonObject.of(
                        Map.of(
                                "environment",
                                deployment.environment(),
                                "version",
                                deployment.version())));
        return new DeploymentPayload(DeploymentNode.from(reported));
    }
}
