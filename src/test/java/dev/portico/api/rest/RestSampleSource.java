package dev.portico.api.rest;

import dev.portico.catalog.Declaration;
import dev.portico.catalog.FileRead;
import dev.portico.catalog.Provenance;
import dev.portico.catalog.Reading;
import dev.portico.catalog.Rejection;
import dev.portico.catalog.StoredDocument;
import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.model.Problem;
import dev.portico.model.SourceClass;
import dev.portico.model.SourcePosition;
import dev.portico.model.TrustLevel;
import dev.portico.platform.json.JsonObject;
import dev.portico.source.Scan;
import dev.portico.source.ScanRequest;
import dev.portico.source.Source;
import dev.portico.source.SourceInfo;
import dev.portico.source.SourceProvider;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// Brings [RestSample] into the running program the way every source does, with one document that
/// is kept out. There is nothing of it until a test asks for it.
@Singleton
public class RestSampleSource implements SourceProvider, Source {
    static final String NAME = "test:https://git.example.com/acme/rest";
    static final String BROKEN = "https://git.example.com/acme/rest/src/branch/main/broken.yaml";

    final AtomicInteger scans = new AtomicInteger();
    private volatile boolean wanted;

    void want() {
        wanted = true;
    }

    @Override
    public List<Source> sources() {
        return wanted ? List.of(this) : List.of();
    }

    @Override
    public SourceInfo info() {
        return new SourceInfo(
                NAME,
                "git",
                SourceClass.GIT,
                TrustLevel.PLATFORM,
                "https://git.example.com/acme/rest",
                "the tests of the REST routes",
                null);
    }

    @Override
    public Scan scan(ScanRequest request) {
        scans.incrementAndGet();
        List<Reading> readings = new ArrayList<>();
        Set<String> present = new HashSet<>();
        for (Entity entity : RestSample.entities()) {
            String location = entity.annotation(LocationAnnotations.MANAGED_BY).orElseThrow();
            present.add(location);
            if (!request.known().containsKey(location)) {
                readings.add(
                        new Reading(
                                read(location), List.of(declaration(location, entity)), List.of()));
            }
        }
        present.add(BROKEN);
        if (!request.known().containsKey(BROKEN)) {
            readings.add(new Reading(read(BROKEN), List.of(), List.of(rejection())));
        }
        return new Scan("c0ffee", readings, present, List.of(), Set.of());
    }

    private static FileRead read(String location) {
        return new FileRead(location, "1", JsonObject.EMPTY);
    }

    private static Declaration declaration(String location, Entity entity) {
        return new Declaration(
                location,
                entity.ref(),
                StoredDocument.of(entity.json()),
                RestSample.relations().stream()
                        .filter(relation -> relation.source().equals(entity.ref()))
                        .toList(),
                List.of(),
                new Provenance(location, "c0ffee", 1, 1, null));
    }

    private static Rejection rejection() {
        Problem problem =
                Problem.error(
                        "schema",
                        "The owner is missing.",
                        "/spec/owner",
                        new SourcePosition(NAME, "broken.yaml", "c0ffee", 1, 7, 3));
        return new Rejection(
                BROKEN,
                1,
                EntityRef.parse("component:default/rest-broken"),
                List.of(problem),
                new Provenance("broken.yaml", "c0ffee", 1, 7, null));
    }
}
