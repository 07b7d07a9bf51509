package dev.portico.api.graphql.type.access;

import dev.portico.access.Privacy;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;

/// The answer to erasing a person.
@Description("What was removed of a person, or would be.")
public record ErasedPersonPayload(
        @Description("What stands in their place, in the audit and elsewhere; new at each call.")
                String pseudonym,
        List<@NonNull ErasedRows> erased,
        @Description("What still names them, and what to do; empty when nothing does.")
                List<@NonNull String> remaining) {
    public static ErasedPersonPayload from(Privacy.Result result) {
        return new ErasedPersonPayload(
                result.pseudonym(),
                result.erased().rows().entrySet().stream()
                        .map(row -> new ErasedRows(row.getKey(), row.getValue()))
                        .toList(),
                result.erased().remaining());
    }
}
