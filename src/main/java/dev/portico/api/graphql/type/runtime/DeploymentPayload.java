package dev.portico.api.graphql.type.runtime;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// The answer to a reported deployment.
@Name("DeploymentPayload")
@Description("The deployment as it is kept.")
public record DeploymentPayload(@Description("The deployment.") DeploymentNode deployment) {}
