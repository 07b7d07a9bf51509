package dev.portico.api.graphql.type.ownership;

import dev.portico.ownership.ClaimEffect;
import dev.portico.ownership.ClaimOutcome;
import io.smallrye.graphql.api.Nullable;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// What became of one field of a claim.
@Name("ClaimResult")
@Description("What became of one field of one claim.")
public record ClaimResultNode(
        @Description("Place of the claim in the list, from 0.") int index,
        @Description("Ref of the entity, as far as it could be read.") String ref,
        @Nullable @Description("Null when the claim as a whole was refused.") String field,
        @Description("What was claimed; nothing when it was taken back.")
                List<@NonNull String> value,
        ClaimEffect result,
        @Nullable @Description("Why it does not count; null when it does.") String because,
        @Nullable @Description("The kind of source that counts instead.") String overruledBy) {
    static ClaimResultNode from(ClaimOutcome outcome) {
        ClaimOutcome.Winner by = outcome.by();
        return new ClaimResultNode(
                outcome.index(),
                outcome.entity(),
                outcome.field(),
                outcome.value(),
                outcome.result(),
                outcome.because(),
                by == null ? null : by.source());
    }
}
