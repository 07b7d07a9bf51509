package dev.portico.app;

import dev.portico.catalog.Admission.LocationRule;
import dev.portico.catalog.KindRegistry;
import dev.portico.model.Entity;
import dev.portico.platform.json.JsonObject;
import dev.portico.query.PolicyLint;
import dev.portico.template.TemplateChecks;
import dev.portico.template.Vocabulary;
import java.util.List;

/// The kinds, with what is known of templates, and the rules that files are checked with.
///
/// @param complete whether these are all the kinds a server knows
record KindSource(KindRegistry kinds, List<LocationRule> rules, boolean complete) {
    /// What the program knows by itself.
    static KindSource shipped() {
        return new KindSource(
                linted(KindRegistry.builtIn(), TemplateChecks.shippedActions()), List.of(), false);
    }

    /// What a server answered to `GET /api/kinds`.
    static KindSource of(JsonObject answer) {
        KindRegistry kinds =
                KindRegistry.builtIn()
                        .with(
                                answer.objects("kinds").stream()
                                        .map(Entity::new)
                                        .map(KindRegistry::read)
                                        .toList());
        List<Vocabulary.ActionDoc> actions =
                answer.has("actions")
                        ? TemplateChecks.actions(answer.objects("actions"))
                        : TemplateChecks.shippedActions();
        return new KindSource(
                linted(kinds, actions),
                answer.objects("rules").stream().map(LocationRule::fromJson).toList(),
                true);
    }

    private static KindRegistry linted(KindRegistry kinds, List<Vocabulary.ActionDoc> actions) {
        return kinds.lintedBy(List.of(TemplateChecks.lint(() -> actions), new PolicyLint()));
    }
}
