package dev.portico.source;

import dev.portico.catalog.ChangeLog;
import dev.portico.catalog.Declared;
import dev.portico.model.Problem;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.source.store.SourceRow;
import dev.portico.source.store.SourceTable;
import io.quarkus.arc.All;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Writes down how runs ended. A run that changed nothing writes nothing.
@Singleton
final class RunOutcomes {
    private final SourceTable table;
    private final MissingSources missing;
    private final Clock clock;
    private final List<RunListener> listeners;

    RunOutcomes(
            SourceTable table,
            MissingSources missing,
            Clock clock,
            @All List<RunListener> listeners) {
        this.table = table;
        this.missing = missing;
        this.clock = clock;
        this.listeners = List.copyOf(listeners);
    }

    /// What the guard holds of a source, as JSON.
    @Nullable String held(String source) {
        return table.find(source).map(row -> row.state().held()).orElse(null);
    }

    SourceRow.State succeeded(SourceState state, SourceRunner.Result result) {
        String name = state.info().name();
        if (state.missingSince != null) {
            missing.back(state.lease);
            state.missingSince = null;
        }
        List<Problem> problems = new ArrayList<>(result.problems());
        for (RunListener listener : listeners) {
            problems.addAll(listener.afterRun(state.lease, result.scan()));
        }
        SourceRow.State now =
                new SourceRow.State(
                        result.scan().revision(),
                        clock.instant(),
                        null,
                        Declared.problemsJson(problems),
                        List.copyOf(new TreeSet<>(result.scan().dependsOn())),
                        result.held() == null ? null : result.held().toJson());
        if (state.saved.lastRunAt() != null && now.sameAs(state.saved)) {
            return state.saved;
        }
        table.saveState(name, now);
        if (result.held() != null
                && !result.held().asked().isEmpty()
                && state.saved.held() == null) {
            Log.warnf(
                    "removals held source=%s entities=%d help=./portico sources confirm '%s'",
                    name, result.held().refs().size(), name);
        }
        return now;
    }

    /// A run that failed: the last good state stays and the reason is shown.
    SourceRow.State failed(SourceState state, PorticoException failure) {
        SourceRow.State before = state.saved;
        if (failure.code() == ErrorCode.CONFLICT) {
            return before;
        }
        SourceRow.State now =
                new SourceRow.State(
                        before.revision(),
                        before.lastRunAt(),
                        failure.text(),
                        before.problems(),
                        before.dependsOn(),
                        before.held());
        try {
            if (failure.code() == ErrorCode.NOT_FOUND || failure.code() == ErrorCode.GONE) {
                state.missingSince = missing.gone(state.lease, state.missingSince, failure.text());
            }
            if (!now.sameAs(before)) {
                Log.warnf(
                        "source not read source=%s reason=%s", state.info().name(), failure.text());
                table.saveState(state.info().name(), now);
            }
        } catch (PorticoException e) {
            Log.debugf("state not saved source=%s reason=%s", state.info().name(), e.text());
            return before;
        }
        return now;
    }

    /// Tells the node that holds a source.
    void passOn(String source, String actor) {
        table.announce(ChangeLog.SOURCE_CHANNEL, source, actor);
    }
}
