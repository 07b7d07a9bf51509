package dev.portico.api.graphql.type;

import dev.portico.model.SourcePosition;
import io.smallrye.graphql.api.Nullable;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// Where something was written.
@Name("SourcePosition")
@Description("Where something was written.")
public record PositionNode(
        @Description("Name of the source.") String source,
        @Description("Path within the repository, or a URL.") String file,
        @Nullable @Description("The commit it was read at.") String commit,
        @Description("Number of the YAML document in the file, from 1; 0 for the whole file.")
                int document,
        @Description("Line in the file, from 1.") int line,
        @Description("Column in the line, from 1.") int column) {
    static PositionNode from(SourcePosition position) {
        return new PositionNode(
                position.source(),
                position.file(),
                position.commit(),
                position.document(),
                position.line(),
                position.column());
    }
}
