package dev.portico.api.graphql.type.access;

import dev.portico.access.Viewer;
import io.smallrye.graphql.api.Nullable;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// Who asks.
@Name("Viewer")
@Description("Who asks, as the program knows them.")
public record ViewerNode(
        @Description("What sort of caller they are.") ViewerType type,
        @Description("As user:default/ann, service:deployer, ci:github/acme/orders, or anonymous.")
                String name,
        @Description("Refs whose entities are theirs: a user's own and those of their groups.")
                List<@NonNull String> owns,
        @Description("Whether they may do everything.") boolean admin,
        @Nullable
                @Description(
                        "Permissions their credential is limited to, with * for all that begin so; null when it is not.")
                List<@NonNull String> scopes,
        @Description("How they proved who they are.") String credential) {
    public static ViewerNode from(Viewer viewer) {
        Viewer.@Nullable Scopes scopes = viewer.scopes();
        return new ViewerNode(
                ViewerType.of(viewer),
                viewer.name(),
                viewer.owns().stream().sorted().toList(),
                viewer.admin(),
                scopes == null ? null : scopes.permissions(),
                viewer.credential());
    }
}
