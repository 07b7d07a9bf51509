package dev.portico.template.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.query.GivenCatalog;
import dev.portico.template.TemplateChecks;
import dev.portico.template.Vocabulary.ActionDoc;
import dev.portico.template.action.Actions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalActionsTest {
    @TempDir private Path folder;

    @Test
    void onlyWhatNeedsAServerIsStoodInFor() {
        GivenCatalog empty = new GivenCatalog(List.of());
        try (LocalActions local =
                new LocalActions(folder, empty, _ -> Optional.empty(), Clock.systemUTC())) {
            Actions actions = local.answering(Map.of());

            assertThat(actions.all())
                    .extracting(Actions.Named::id)
                    .containsExactlyElementsOf(
                            TemplateChecks.shippedActions().stream().map(ActionDoc::id).toList());
            assertThat(actions.all())
                    .filteredOn(named -> isStoodIn(actions, named.id()))
                    .extracting(Actions.Named::id)
                    .containsExactly(
                            "catalog:register",
                            "debug:wait",
                            "http:backstage:request",
                            "roadiehq:utils:sleep",
                            "template:update");
            assertThat(actions.all()).allMatch(named -> named.info().dryRun());
        }
    }

    private static boolean isStoodIn(Actions actions, String id) {
        return actions.find(id).orElseThrow() instanceof Answering answering
                && answering.action() instanceof StandIn;
    }
}
