package dev.portico.catalog;

import dev.portico.catalog.store.ReadKinds;
import dev.portico.model.Entity;
import dev.portico.model.Kind;
import dev.portico.platform.PorticoException;
import io.quarkus.arc.All;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The kinds that hold now: those that ship with the program and those that platform sources
/// declare.
@Singleton
public final class Kinds {
    private final ReadKinds readKinds;
    private final List<KindLint> lints;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile KindRegistry current = KindRegistry.builtIn();

    public Kinds(ReadKinds readKinds, @All List<KindLint> lints) {
        this.readKinds = readKinds;
        this.lints = List.copyOf(lints);
    }

    public KindRegistry current() {
        return current;
    }

    /// Calls back after the kinds changed. Ends with `close`.
    public AutoCloseable onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /// Reads the declared kinds again, and what lints hold against; called when the catalog
    // changed. UNAVAILABLE while the
    /// database is away, and then the kinds stay as they were.
    public synchronized void reload() {
        KindRegistry builtIn = KindRegistry.builtIn();
        List<Kind> declared = new ArrayList<>();
        for (Entity entity : readKinds.all()) {
            try {
                Kind kind = KindRegistry.read(entity);
                if (builtIn.find(kind.name()).isEmpty()) {
                    declared.add(kind);
                }
            } catch (PorticoException e) {
                Log.warnf("kind definition left out ref=%s reason=%s", entity.ref(), e.text());
            }
        }
        KindRegistry next = builtIn.with(declared).lintedBy(lints);
        if (!next.version().equals(current.version())) {
            current = next;
            listeners.forEach(Runnable::run);
        }
    }
}
