package dev.portico.api.graphql.type.task;

import dev.portico.template.Instance;
import io.smallrye.graphql.api.Nullable;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// How what a task made stands to its template.
@Name("TemplateInstance")
@Description("What a run made, seen from its template as it is now.")
public record InstanceNode(
        @Description("Whether the template went on without it.") InstanceState state,
        @Nullable
                @Description(
                        "The template's commit that it was made from, or last brought up to; null when it is not known.")
                String commit,
        @Nullable
                @Description("The commit that the template was read at last; null when not known.")
                String templateCommit,
        @Description("Files of the template's folder that changed since, at most 100.")
                List<@NonNull String> changedFiles,
        @Description("How many those are.") int changedFileCount,
        @Nullable @Description("Id of the run that brought it up to its commit.") String updatedBy,
        @Nullable
                @Description(
                        "Id of a newer run that proposed an update of which it is not known whether it was merged.")
                String proposedBy,
        @Description("Why it is so, in a sentence.") String reason) {
    public static InstanceNode from(Instance it) {
        return new InstanceNode(
                InstanceState.valueOf(it.state().name()),
                it.commit(),
                it.templateCommit(),
                it.changed(),
                it.changedCount(),
                id(it.updatedBy()),
                id(it.proposedBy()),
                it.reason());
    }

    @Nullable
    private static String id(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
