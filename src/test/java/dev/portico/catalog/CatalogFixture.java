package dev.portico.catalog;

import dev.portico.access.Erasable;
import dev.portico.catalog.store.ApplyDelta;
import dev.portico.catalog.store.ChangeSignal;
import dev.portico.catalog.store.ErasePerson;
import dev.portico.catalog.store.ReadFeed;
import dev.portico.catalog.store.ReadHistory;
import dev.portico.catalog.store.ReadLedger;
import dev.portico.catalog.store.SourceRemoval;
import dev.portico.model.EntityRef;
import dev.portico.model.Problem;
import dev.portico.model.RelationPair;
import dev.portico.model.SourceClass;
import dev.portico.model.SourcePosition;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.sql.Sql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/// The catalog's write side on a database of its own, without the rest of the program.
public final class CatalogFixture {
    public final Sql sql;
    public final ChangeSignal signal;
    public final CatalogWriter writer;
    public final ReadFeed feed;
    public final SourceLedger ledger;
    public final History history;

    public CatalogFixture(DataSource dataSource) {
        this(dataSource, ClaimOrder.STANDARD);
    }

    public CatalogFixture(DataSource dataSource, ClaimOrder order) {
        sql = new Sql(dataSource);
        signal = new ChangeSignal(sql::connect);
        ApplyDelta apply = new ApplyDelta(sql, order);
        writer = new CatalogWriter(apply, new SourceRemoval(sql, apply), signal);
        feed = new ReadFeed(sql);
        ledger = new SourceLedger(new ReadLedger(sql));
        history = new ReadHistory(sql);
    }

    /// What erases people from the catalog's tables.
    public Erasable erasure() {
        return new CatalogErasure(new ErasePerson(sql), writer);
    }

    /// Makes a source with a lease of fence 1.
    public SourceLease source(String name, SourceClass sourceClass) {
        sql.inTransaction(
                tx ->
                        tx.update(
                                "insert into source (name, kind, class, fence) values (?, 'git', ?, 1)",
                                name,
                                sourceClass.ordinal()));
        return new SourceLease(name, sourceClass, 1);
    }

    public Applied put(SourceLease lease, Declaration... declarations) {
        return writer.apply(Delta.of(lease, cause(lease), List.of(declarations), List.of()));
    }

    public Applied remove(SourceLease lease, Declaration... declarations) {
        List<Declaration.Key> keys = new ArrayList<>();
        for (Declaration declaration : declarations) {
            keys.add(declaration.key());
        }
        return writer.apply(Delta.of(lease, cause(lease), List.of(), keys));
    }

    public static Cause cause(SourceLease lease) {
        return new Cause(lease.source(), "c0ffee", "test");
    }

    public static Declaration component(String location, String name, String owner) {
        return component(location, name, owner, Map.of());
    }

    public static Declaration component(
            String location, String name, String owner, Map<String, Object> metadata) {
        EntityRef ref = new EntityRef("component", "default", name);
        Map<String, Object> allMetadata = new LinkedHashMap<>();
        allMetadata.put("name", name);
        allMetadata.put("namespace", "default");
        allMetadata.putAll(metadata);
        JsonObject json =
                JsonObject.of(
                        new LinkedHashMap<>(
                                Map.of(
                                        "apiVersion",
                                        "backstage.io/v1alpha1",
                                        "kind",
                                        "Component",
                                        "metadata",
                                        allMetadata,
                                        "spec",
                                        Map.of("type", "service", "owner", owner))));
        JsonObject ordered =
                JsonObject.EMPTY
                        .with("apiVersion", json.value("apiVersion"))
                        .with("kind", json.value("kind"))
                        .with("metadata", json.value("metadata"))
                        .with("spec", json.value("spec"));
        return new Declaration(
                location,
                ref,
                StoredDocument.of(ordered),
                List.of(
                        new RelationPair(
                                ref,
                                "ownedBy",
                                new EntityRef("group", "default", owner),
                                "ownerOf")),
                List.of(),
                new Provenance("catalog-info.yaml", "c0ffee", 1, 1, null));
    }

    public static Problem problem(String message) {
        return Problem.error(
                "schema",
                message,
                "/spec/owner",
                new SourcePosition("git:a", "catalog-info.yaml", "c0ffee", 1, 7, 3));
    }

    public static EntityRef ref(String name) {
        return new EntityRef("component", "default", name);
    }
}
