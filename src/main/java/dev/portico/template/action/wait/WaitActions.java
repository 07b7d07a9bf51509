package dev.portico.template.action.wait;

import dev.portico.query.CatalogQuery;
import dev.portico.runtime.RuntimeQuery;
import dev.portico.template.action.Action;
import java.util.List;

/// Makes the actions that wait for people and for what the portal sees, where nothing injects them.
public final class WaitActions {
    private WaitActions() {}

    public static List<Action> of(CatalogQuery catalog, RuntimeQuery runtime) {
        return List.of(
                new RequestApproval(new Approvers(catalog, _ -> true)),
                new WaitArgocdSync(runtime),
                new WaitEntity(catalog),
                new WaitResourceReady(runtime));
    }
}
