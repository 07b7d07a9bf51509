package dev.portico.api.graphql.type;

import dev.portico.platform.json.JsonDifference;
import io.smallrye.graphql.api.Nullable;
import jakarta.json.JsonValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// One place in which two versions differ.
@Name("Difference")
@Description("One place in which a version differs from the one before.")
public record DifferenceNode(
        @Description("JSON pointer of the place, such as /spec/owner.") String pointer,
        @Description("What happened there.") DifferenceKind kind,
        @Nullable @Description("What was there; null when nothing was.") JsonValue before,
        @Nullable @Description("What is there now; null when nothing is.") JsonValue after) {
    static DifferenceNode from(JsonDifference difference) {
        return new DifferenceNode(
                difference.pointer(),
                DifferenceKind.of(difference.kind()),
                Json.ofAny(difference.before()),
                Json.ofAny(difference.after()));
    }
}
