package dev.portico.api.graphql.type.task;

import dev.portico.template.FormProblem;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// A value that the form does not allow.
@Name("FormProblem")
@Description("A value that the form does not allow.")
public record FormProblemNode(
        @Description("Keys and indices that lead to it; secrets begin with secrets.")
                List<@NonNull String> path,
        @Description("The keyword of the schema that says so.") String keyword,
        @Description("A sentence that names the field and what would be right.") String message) {
    static FormProblemNode from(FormProblem it) {
        return new FormProblemNode(
                it.path().stream().map(String::valueOf).toList(), it.keyword(), it.message());
    }

    /// All of them.
    public static List<FormProblemNode> all(List<FormProblem> problems) {
        return problems.stream().map(FormProblemNode::from).toList();
    }
}
