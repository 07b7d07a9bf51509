package dev.portico.api.graphql.type.task;

import dev.portico.template.Made;
import io.smallrye.graphql.api.Nullable;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// Something that a task made.
@Name("Made")
@Description("Something outside that a task made.")
public record MadeNode(
        @Description("What kind of thing.") MadeType type,
        @Description(
                        "What identifies it: a repository, that and # and a number, an entity ref, or an object's place in a cluster.")
                String ref,
        @Nullable @Description("Where it can be seen.") String url) {
    static MadeNode from(Made it) {
        return new MadeNode(MadeType.valueOf(it.type().name()), it.ref(), it.url());
    }
}
