package dev.portico.api.graphql.type.runtime;

import dev.portico.api.graphql.type.Times;
import dev.portico.runtime.Health;
import dev.portico.runtime.RuntimeQuery;
import io.smallrye.graphql.api.Nullable;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// A resource of Crossplane with what it is made of.
@Name("PlatformTree")
@Description("A resource of Crossplane with everything below it, as a list from the top down.")
public record PlatformTreeNode(
        @Description("How the worst of it does.") Health health,
        @Nullable @Description("Why, in plain words; null when there is nothing to say.")
                String reason,
        @Description("The resource, then what is below it, depth first; at most 500.")
                List<@NonNull Row> rows) {
    private static final int MAX_ROWS = 500;

    /// A resource and where it stands in the tree.
    @Name("PlatformTreeRow")
    @Description("A resource and where it stands in the tree.")
    public record Row(
            @Description("0 at the top.") int depth,
            @Description("The resource.") PlatformResourceNode resource,
            @Description("How the worst of it and all below it does.") Health worst) {}

    public static PlatformTreeNode from(RuntimeQuery.Tree tree) {
        List<Row> rows = new ArrayList<>();
        add(tree, 0, rows);
        return new PlatformTreeNode(
                tree.worst().health(), Times.text(tree.worst().reason()), List.copyOf(rows));
    }

    private static void add(RuntimeQuery.Tree tree, int depth, List<Row> rows) {
        if (rows.size() < MAX_ROWS) {
            rows.add(
                    new Row(
                            depth,
                            PlatformResourceNode.from(tree.resource()),
                            tree.worst().health()));
            tree.children().forEach(child -> add(child, depth + 1, rows));
        }
    }
}
