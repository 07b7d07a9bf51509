package dev.portico.api.graphql.type.runtime;

import dev.portico.runtime.Health;
import io.smallrye.graphql.api.Nullable;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Input;

/// What a CI job reports.
@Input("DeploymentInput")
@Description("What was deployed to a platform that Portico does not follow.")
public record DeploymentInput(
        @Description("The entity's ref.") String ref,
        @Description("The environment, such as production.") String environment,
        @Description("What was deployed.") String version,
        @Nullable @Description("The commit it was built from.") String commit,
        @Nullable @Description("Where it or its run can be seen.") String url,
        @Nullable @Description("When; now when left out.") OffsetDateTime at,
        @Nullable @Description("How it does; UNKNOWN when left out.") Health health) {}
