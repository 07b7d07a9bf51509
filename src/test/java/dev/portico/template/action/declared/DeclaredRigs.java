package dev.portico.template.action.declared;

import dev.portico.platform.http.OutgoingPolicy;
import dev.portico.query.NaiveCatalog;
import dev.portico.template.action.Rig;
import dev.portico.test.StandIn;
import dev.portico.test.Trap;
import java.util.List;
import java.util.Map;

/// Actions that platform teams declare, which are in no list of the program.
public final class DeclaredRigs {
    private DeclaredRigs() {}

    /// By what it is.
    public static Map<String, Rig.Maker> more() {
        return Map.of(
                "a declared action that is idempotent", _ -> rig("idempotent"),
                "a declared action that is unsafe", _ -> rig("unsafe"));
    }

    private static Rig rig(String repeat) {
        StandIn service = new StandIn();
        Trap trap = new Trap();
        service.trap(trap).on("POST /records", 201, "{\"fqdn\": \"orders.example.org\"}");
        NaiveCatalog catalog = new NaiveCatalog();
        catalog.put(
                DeclaredActionsTest.document(
                        service.url() + "/records", "{signedWith: dns}", "{by: response}", repeat));
        DeclaredActions actions =
                new DeclaredActions(
                        catalog,
                        new ServiceCalls(
                                DeclaredActionsTest.config(),
                                OutgoingPolicy.of(List.of(service.authority()))));
        return Rig.of(actions.actions().getFirst(), "{\"name\": \"orders\"}")
                .outside(
                        trap,
                        // a service knows a call again by its key
                        () ->
                                service.asked().stream()
                                        .map(asked -> asked.headers().get("idempotency-key"))
                                        .distinct()
                                        .map(key -> key.substring(36))
                                        .toList())
                .end(
                        () -> {
                            trap.release();
                            service.close();
                        });
    }
}
