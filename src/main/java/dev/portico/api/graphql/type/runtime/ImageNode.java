package dev.portico.api.graphql.type.runtime;

import io.smallrye.graphql.api.Nullable;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// An image of a container.
@Name("ContainerImage")
@Description("An image that runs.")
public record ImageNode(
        @Description("Name of the container.") String container,
        @Description("The image without tag and digest.") String name,
        @Nullable @Description("Its tag, or the start of its digest.") String version) {}
