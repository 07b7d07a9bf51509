package dev.portico.api.graphql;

import dev.portico.api.graphql.type.ApiNode;
import dev.portico.api.graphql.type.ComponentNode;
import dev.portico.api.graphql.type.DomainNode;
import dev.portico.api.graphql.type.GroupNode;
import dev.portico.api.graphql.type.ResourceNode;
import dev.portico.api.graphql.type.SystemNode;
import dev.portico.api.graphql.type.UserNode;
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

/// Where systems, domains, groups and users lead. Lists are cut at `first`; `relations` has them
/// in pages.
@GraphQLApi
@Singleton
public final class OrganisationFields {
    @Nullable
    @Description("The domain it is part of.")
    public CompletionStage<@Nullable DomainNode> domain(@Source SystemNode node, Context context) {
        return EntityLoader.one(
                context, node.targets("partOf", Set.of("domain")), DomainNode.class);
    }

    @Description("The components that are parts of it.")
    public CompletionStage<List<@NonNull ComponentNode>> components(
            @Source SystemNode node, @Nullable @DefaultValue("50") Integer first, Context context) {
        return EntityLoader.many(
                context, node.targets("hasPart", Set.of("component")), first, ComponentNode.class);
    }

    @Description("The APIs that are parts of it.")
    public CompletionStage<List<@NonNull ApiNode>> apis(
            @Source SystemNode node, @Nullable @DefaultValue("50") Integer first, Context context) {
        return EntityLoader.many(
                context, node.targets("hasPart", Set.of("api")), first, ApiNode.class);
    }

    @Description("The resources that are parts of it.")
    public CompletionStage<List<@NonNull ResourceNode>> resources(
            @Source SystemNode node, @Nullable @DefaultValue("50") Integer first, Context context) {
        return EntityLoader.many(
                context, node.targets("hasPart", Set.of("resource")), first, ResourceNode.class);
    }

    @Nullable
    @Description("The domain it is a part of.")
    public CompletionStage<@Nullable DomainNode> subdomainOf(
            @Source DomainNode node, Context context) {
        return EntityLoader.one(
                context, node.targets("partOf", Set.of("domain")), DomainNode.class);
    }

    @Description("The domains that are parts of it.")
    public CompletionStage<List<@NonNull DomainNode>> subdomains(
            @Source DomainNode node, @Nullable @DefaultValue("50") Integer first, Context context) {
        return EntityLoader.many(
                context, node.targets("hasPart", Set.of("domain")), first, DomainNode.class);
    }

    @Description("The systems that are parts of it.")
    public CompletionStage<List<@NonNull SystemNode>> systems(
            @Source DomainNode node, @Nullable @DefaultValue("50") Integer first, Context context) {
        return EntityLoader.many(
                context, node.targets("hasPart", Set.of("system")), first, SystemNode.class);
    }

    @Nullable
    @Description("The group it belongs to.")
    public CompletionStage<@Nullable GroupNode> parent(@Source GroupNode node, Context context) {
        return EntityLoader.one(context, node.targets("childOf", Set.of("group")), GroupNode.class);
    }

    @Description("The groups that belong to it.")
    public CompletionStage<List<@NonNull GroupNode>> children(
            @Source GroupNode node, @Nullable @DefaultValue("50") Integer first, Context context) {
        return EntityLoader.many(
                context, node.targets("parentOf", Set.of("group")), first, GroupNode.class);
    }

    @Description("The users that are members of it.")
    public CompletionStage<List<@NonNull UserNode>> members(
            @Source GroupNode node, @Nullable @DefaultValue("50") Integer first, Context context) {
        return EntityLoader.many(
                context, node.targets("hasMember", Set.of("user")), first, UserNode.class);
    }

    @Description("The groups the user is a member of.")
    public CompletionStage<List<@NonNull GroupNode>> memberOf(
            @Source UserNode node, @Nullable @DefaultValue("50") Integer first, Context context) {
        return EntityLoader.many(
                context, node.targets("memberOf", Set.of("group")), first, GroupNode.class);
    }
}
