package dev.portico.api.graphql.type;

import dev.portico.model.Problem;
import dev.portico.model.Severity;
import io.smallrye.graphql.api.Nullable;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// Something wrong with a document or source.
@Name("Problem")
@Description("Something wrong with a document, told so that its author can mend it.")
public record ProblemNode(
        @Description("Stable and machine readable, such as unknown-kind.") String code,
        Severity severity,
        @Description("One sentence: what is wrong and why.") String message,
        @Description("JSON pointer into the document; empty for the whole.") String pointer,
        @Nullable @Description("What stands there now.") String found,
        @Nullable @Description("What would be right.") String allowed,
        @Description("Where it stands.") PositionNode position) {
    public static ProblemNode from(Problem problem) {
        return new ProblemNode(
                problem.code(),
                problem.severity(),
                problem.message(),
                problem.pointer(),
                problem.found(),
                problem.allowed(),
                PositionNode.from(problem.position()));
    }
}
