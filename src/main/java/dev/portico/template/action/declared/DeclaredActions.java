package dev.portico.template.action.declared;

import dev.portico.model.Entity;
import dev.portico.model.EntityFilter;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.query.CatalogQuery;
import dev.portico.query.IndexedEntity;
import dev.portico.query.PageRequest;
import dev.portico.template.action.Action;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.ActionInfo;
import dev.portico.template.action.ActionProvider;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The actions that Action documents declare, as the catalog has them now, or had them last while
/// it can't be read. Of two with one id the first by ref holds.
@Singleton
final class DeclaredActions implements ActionProvider {
    private static final int MOST = 1_000;

    private final CatalogQuery catalog;
    private final ServiceCalls calls;
    private long position = -1;
    private Map<String, Read> known = Map.of();
    private List<Action> actions = List.of();

    DeclaredActions(CatalogQuery catalog, ServiceCalls calls) {
        this.catalog = catalog;
        this.calls = calls;
    }

    private record Read(String etag, Action action) {}

    @Override
    public synchronized List<Action> actions() {
        try {
            long now = catalog.position();
            if (now != position) {
                read();
                position = now;
            }
        } catch (PorticoException e) {
            if (!e.code().retryable()) {
                throw e;
            }
        }
        return actions;
    }

    private void read() {
        Map<String, Read> next = new LinkedHashMap<>();
        EntityFilter filter = EntityFilter.equal("kind", "action");
        for (IndexedEntity each : catalog.query(PageRequest.of(filter, MOST)).entities()) {
            String ref = each.ref().toString();
            Read old = known.get(ref);
            next.put(
                    ref,
                    old != null && old.etag().equals(each.etag())
                            ? old
                            : new Read(each.etag(), action(each.entity())));
        }
        if (!next.equals(known)) {
            Map<String, Action> byId = new LinkedHashMap<>();
            next.values()
                    .forEach(read -> byId.putIfAbsent(read.action().info().id(), read.action()));
            actions = List.copyOf(byId.values());
        }
        known = next;
    }

    private Action action(Entity entity) {
        try {
            return new DeclaredAction(ActionDocument.read(entity), calls);
        } catch (PorticoException e) {
            return new Broken(
                    entity.ref() + " can't be used: " + e.text(), ActionDocument.id(entity));
        }
    }

    /// Stands for a document that can't be used, so that whoever runs it reads why.
    private record Broken(String reason, String id) implements Action {
        @Override
        public ActionInfo info() {
            JsonObject anything = JsonObject.of(Map.of("type", "object"));
            return new ActionInfo(
                    id, List.of(), reason, anything, anything, Repeat.PURE, true, List.of());
        }

        @Override
        public Outcome run(JsonObject input, ActionContext context) {
            throw PorticoException.invalid(reason);
        }
    }
}
