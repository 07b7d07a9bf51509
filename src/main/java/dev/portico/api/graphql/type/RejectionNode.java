package dev.portico.api.graphql.type;

import dev.portico.catalog.Rejection;
import dev.portico.model.EntityRef;
import io.smallrye.graphql.api.Nullable;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// A document that was kept out.
@Name("Rejection")
@Description("A document that was kept out of the catalog, with every problem it has.")
public record RejectionNode(
        @Description("The file it stands in.") String location,
        @Description("Number of the YAML document in the file, from 1; 0 for the file as a whole.")
                int document,
        @Nullable @Description("What it would have been, as far as that can be known.") String ref,
        @Description("Everything that is wrong with it.") List<@NonNull ProblemNode> problems) {
    static RejectionNode from(Rejection rejection) {
        EntityRef ref = rejection.ref();
        return new RejectionNode(
                rejection.location(),
                rejection.document(),
                ref == null ? null : ref.toString(),
                rejection.problems().stream().map(ProblemNode::from).toList());
    }
}
