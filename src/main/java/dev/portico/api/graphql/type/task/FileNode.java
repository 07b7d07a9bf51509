package dev.portico.api.graphql.type.task;

import dev.portico.template.Tasks;
import java.util.Base64;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// A file that a dry run made.
@Name("DryRunFile")
@Description("A file of the workspace at the end of a dry run.")
public record FileNode(
        @Description("Path in the workspace.") String path,
        @Description("Whether it may be executed.") boolean executable,
        @Description("Its content as base64.") String base64Content) {
    static FileNode from(Tasks.File it) {
        return new FileNode(
                it.path(), it.executable(), Base64.getEncoder().encodeToString(it.content()));
    }
}
