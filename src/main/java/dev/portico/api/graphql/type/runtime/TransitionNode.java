package dev.portico.api.graphql.type.runtime;

import dev.portico.api.graphql.type.Times;
import dev.portico.runtime.Transition;
import io.smallrye.graphql.api.Nullable;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// Something of an object that took another value.
@Name("RuntimeChange")
@Description("A health, a sync state or a policy's result that changed. Kept 90 days by default.")
public record TransitionNode(
        @Description("Name of the cluster.") String cluster,
        @Description("The object.") ObjectNode object,
        @Description("What changed: health, sync, or policy/rule.") String facet,
        @Nullable @Description("The value before; null when the object was new.") String before,
        @Nullable @Description("The value since; null when the object went.") String after,
        @Nullable @Description("Why, in a sentence.") String reason,
        @Description("When.") OffsetDateTime at) {
    public static TransitionNode from(Transition it) {
        return new TransitionNode(
                it.cluster(),
                ObjectNode.from(it.object()),
                it.facet(),
                Times.text(it.before()),
                Times.text(it.after()),
                Times.text(it.reason()),
                it.at().atOffset(ZoneOffset.UTC));
    }
}
