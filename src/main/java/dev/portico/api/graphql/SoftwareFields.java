package dev.portico.api.graphql;

import dev.portico.api.graphql.type.AiResourceNode;
import dev.portico.api.graphql.type.ApiNode;
import dev.portico.api.graphql.type.ComponentNode;
import dev.portico.api.graphql.type.EntityNode;
import dev.portico.api.graphql.type.ResourceNode;
import dev.portico.api.graphql.type.SystemNode;
import io.smallrye.graphql.api.Context;
import io.smallrye.graphql.api.Nullable;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Source;

/// Where the kinds of software lead: components, APIs, resources, AI resources. Lists are cut at
/// `first`; `relations` has them in pages.
@GraphQLApi
@Singleton
public final class SoftwareFields {
    @Nullable
    @Description("The system it is part of.")
    public CompletionStage<@Nullable SystemNode> system(
            @Source ComponentNode node, Context context) {
        return EntityLoader.one(
                context, node.targets("partOf", Set.of("system")), SystemNode.class);
    }

    @Nullable
    @Description("The component it is a part of.")
    public CompletionStage<@Nullable ComponentNode> subcomponentOf(
            @Source ComponentNode node, Context context) {
        return EntityLoader.one(
                context, node.targets("partOf", Set.of("component")), ComponentNode.class);
    }

    @Description("The components that are parts of it.")
    public CompletionStage<List<@NonNull ComponentNode>> subcomponents(
            @Source ComponentNode node,
            @Nullable @DefaultValue("50") Integer first,
            Context context) {
        return EntityLoader.many(
                context, node.targets("hasPart", Set.of("component")), first, ComponentNode.class);
    }

    @Description("The APIs it provides.")
    public CompletionStage<List<@NonNull ApiNode>> providesApis(
            @Source ComponentNode node,
            @Nullable @DefaultValue("50") Integer first,
            Context context) {
        return EntityLoader.many(
                context, node.targets("providesApi", Set.of("api")), first, ApiNode.class);
    }

    @Description("The APIs it consumes.")
    public CompletionStage<List<@NonNull ApiNode>> consumesApis(
            @Source ComponentNode node,
            @Nullable @DefaultValue("50") Integer first,
            Context context) {
        return EntityLoader.many(
                context, node.targets("consumesApi", Set.of("api")), first, ApiNode.class);
    }

    @Description("What it depends on.")
    public CompletionStage<List<@NonNull EntityNode>> dependsOn(
            @Source ComponentNode node,
            @Nullable @DefaultValue("50") Integer first,
            Context context) {
        return EntityLoader.many(
                context, node.targets("dependsOn", Set.of()), first, EntityNode.class);
    }

    @Description("What depends on it.")
    public CompletionStage<List<@NonNull EntityNode>> dependents(
            @Source ComponentNode node,
            @Nullable @DefaultValue("50") Integer first,
            Context context) {
        return EntityLoader.many(
                context, node.targets("dependencyOf", Set.of()), first, EntityNode.class);
    }

    @Nullable
    @Description("The system it is part of.")
    public CompletionStage<@Nullable SystemNode> system(@Source ApiNode node, Context context) {
        return EntityLoader.one(
                context, node.targets("partOf", Set.of("system")), SystemNode.class);
    }

    @Description("The components that provide it.")
    public CompletionStage<List<@NonNull ComponentNode>> providers(
            @Source ApiNode node, @Nullable @DefaultValue("50") Integer first, Context context) {
        return EntityLoader.many(
                context,
                node.targets("apiProvidedBy", Set.of("component")),
                first,
                ComponentNode.class);
    }

    @Description("The components that consume it.")
    public CompletionStage<List<@NonNull ComponentNode>> consumers(
            @Source ApiNode node, @Nullable @DefaultValue("50") Integer first, Context context) {
        return EntityLoader.many(
                context,
                node.targets("apiConsumedBy", Set.of("component")),
                first,
                ComponentNode.class);
    }

    @Nullable
    @Description("The system it is part of.")
    public CompletionStage<@Nullable SystemNode> system(
            @Source ResourceNode node, Context context) {
        return EntityLoader.one(
                context, node.targets("partOf", Set.of("system")), SystemNode.class);
    }

    @Description("What it depends on.")
    public CompletionStage<List<@NonNull EntityNode>> dependsOn(
            @Source ResourceNode node,
            @Nullable @DefaultValue("50") Integer first,
            Context context) {
        return EntityLoader.many(
                context, node.targets("dependsOn", Set.of()), first, EntityNode.class);
    }

    @Description("What depends on it.")
    public CompletionStage<List<@NonNull EntityNode>> dependents(
            @Source ResourceNode node,
            @Nullable @DefaultValue("50") Integer first,
            Context context) {
        return EntityLoader.many(
                context, node.targets("dependencyOf", Set.of()), first, EntityNode.class);
    }

    @Nullable
    @Description("The system it is part of.")
    public CompletionStage<@Nullable SystemNode> system(
            @Source AiResourceNode node, Context context) {
        return EntityLoader.one(
                context, node.targets("partOf", Set.of("system")), SystemNode.class);
    }

    @Description("What it depends on.")
    public CompletionStage<List<@NonNull EntityNode>> dependsOn(
            @Source AiResourceNode node,
            @Nullable @DefaultValue("50") Integer first,
            Context context) {
        return EntityLoader.many(
                context, node.targets("dependsOn", Set.of()), first, EntityNode.class);
    }

    @Description("The skills or plugins that are parts of it.")
    public CompletionStage<List<@NonNull AiResourceNode>> parts(
            @Source AiResourceNode node,
            @Nullable @DefaultValue("50") Integer first,
            Context context) {
        return EntityLoader.many(
                context,
                node.targets("hasPart", Set.of("airesource")),
                first,
                AiResourceNode.class);
    }
}
