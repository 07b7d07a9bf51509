package dev.portico.app;

import dev.portico.catalog.Admission.LocationRule;
import dev.portico.catalog.KindRegistry;
import dev.portico.model.Entity;
import dev.portico.platform.json.JsonObject;
import java.util.List;

/// The kinds and rules that files are checked with.
///
/// @param complete whether these are all the kinds a server knows
record KindSource(KindRegistry kinds, List<LocationRule> rules, boolean complete) {
    /// What a server answered to `GET /api/kinds`.
    static KindSource of(JsonObject answer) {
        KindRegistry kinds =
                KindRegistry.builtIn()
                        .with(
                                answer.objects("kinds").stream()
                                        .map(Entity::new)
                                        .map(KindRegistry::read)
                                        .toList());
        return new KindSource(
                kinds, answer.objects("rules").stream().map(LocationRule::fromJson).toList(), true);
    }
}
