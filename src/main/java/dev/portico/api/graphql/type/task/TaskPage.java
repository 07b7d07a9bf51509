package dev.portico.api.graphql.type.task;

import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// A page of tasks.
@Name("TaskPage")
@Description("A page of tasks.")
public record TaskPage(
        @Description("Those of the page.") List<@NonNull TaskNode> nodes,
        @Description("How many there are on all pages.") long totalCount) {}
