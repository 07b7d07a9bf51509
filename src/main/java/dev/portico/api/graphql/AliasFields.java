package dev.portico.api.graphql;

import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.access.Viewer;
import dev.portico.api.graphql.type.ownership.AliasNode;
import dev.portico.model.EntityRef;
import dev.portico.ownership.Alias;
import dev.portico.ownership.Aliases;
import dev.portico.platform.json.JsonObject;
import io.smallrye.graphql.api.Nullable;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;

/// Old refs of what was renamed or handed over.
@GraphQLApi
@Singleton
public final class AliasFields {
    private final Aliases aliases;
    private final Gate gate;

    AliasFields(Aliases aliases, Gate gate) {
        this.aliases = aliases;
        this.gate = gate;
    }

    @Query
    @Description("Old refs that stand for others, by ref.")
    public List<@NonNull AliasNode> entityAliases(
            @Nullable @DefaultValue("50") @Description("At most so many, up to 500.") Integer first,
            @Nullable @Description("Only those behind this ref.") String after) {
        gate.require(Permission.ALIAS_MANAGE);
        return aliases
                .list(after == null ? null : EntityRef.parse(after), Limits.page("first", first))
                .stream()
                .map(AliasNode::from)
                .toList();
    }

    @Mutation
    @Description(
            "Tells that an entity has another name now: for a time the old ref answers with the new entity, unless one has the old ref.")
    public AliasNode renameEntity(
            @Description("The old ref.") String from,
            @Description("The new ref, of an entity that is in the catalog.") String to,
            @DefaultValue("false") @Description("Only answer what would be.") boolean dryRun) {
        Viewer viewer = gate.require(Permission.ALIAS_MANAGE);
        EntityRef old = EntityRef.parse(from);
        EntityRef now = EntityRef.parse(to);
        return dryRun
                ? AliasNode.from(aliases.preview(viewer, old, now))
                : done(aliases.rename(viewer, old, now), "rename");
    }

    @Mutation
    @Description("Has an old ref stand for nothing any more; answers what it stood for.")
    public AliasNode removeEntityAlias(@Description("The old ref.") String ref) {
        gate.require(Permission.ALIAS_MANAGE);
        return done(aliases.remove(EntityRef.parse(ref)), "remove");
    }

    private AliasNode done(Alias alias, String what) {
        gate.done(
                Permission.ALIAS_MANAGE,
                alias.from().toString(),
                JsonObject.EMPTY.with("what", what).with("to", alias.to().toString()));
        return AliasNode.from(alias);
    }
}
