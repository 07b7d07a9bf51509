package dev.portico.source;

import dev.portico.catalog.Cause;
import dev.portico.catalog.Declaration;
import dev.portico.catalog.Declared;
import dev.portico.catalog.Delta;
import dev.portico.catalog.FileRead;
import dev.portico.catalog.Reading;
import dev.portico.catalog.Rejection;
import dev.portico.catalog.SourceLease;
import dev.portico.model.EntityRef;
import dev.portico.model.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Turns what a scan found into deltas. Pure.
///
/// Upserts come first, sorted by ref; a ref that moved between files is in one delta; removals
/// come after the guard has seen all of them; the bookkeeping of files comes last, so that a run
/// that dies is simply run again.
final class RunPlan {
    /// @param known locations read before
    /// @param declared what stands in the changed and gone locations, and under the held keys
    /// @param held what the guard holds already; null for nothing
    /// @param size how many declarations the source has; asked only when many would go
    /// @param keptKinds refs of kind definitions that may not go because they are in use
    record Input(
            SourceLease lease,
            Cause cause,
            Scan scan,
            Set<String> known,
            List<Declared> declared,
            @Nullable HeldRemovals held,
            LongSupplier size,
            Guard guard,
            Set<EntityRef> keptKinds,
            Instant now) {}

    /// See [SourceConfig].
    record Guard(int percent, int count) {}

    /// @param held what the guard holds after this run; null for nothing
    record Output(List<Delta> deltas, @Nullable HeldRemovals held) {}

    private final Input input;
    private final Map<String, List<Declared>> declaredAt = new HashMap<>();
    private final TreeMap<EntityRef, List<Declaration>> upserts = new TreeMap<>();
    private final Set<Declaration.Key> present = new HashSet<>();
    private final List<Delta.Stale> stale = new ArrayList<>();
    private final Map<Declaration.Key, HeldRemovals.Key> removals = new LinkedHashMap<>();
    private final List<String> gone = new ArrayList<>();

    private RunPlan(Input input) {
        this.input = input;
        for (Declared declared : input.declared()) {
            declaredAt
                    .computeIfAbsent(declared.key().location(), _ -> new ArrayList<>())
                    .add(declared);
        }
    }

    static Output of(Input input) {
        return new RunPlan(input).plan();
    }

    private Output plan() {
        input.scan().changed().forEach(this::compare);
        for (String location : input.known()) {
            if (!input.scan().present().contains(location)) {
                gone.add(location);
                declaredAt
                        .getOrDefault(location, List.of())
                        .forEach(declared -> remove(declared.key(), true));
            }
        }
        recallHeld();
        List<HeldRemovals.Key> waiting = keepKindsInUse();
        waiting.addAll(guard());
        return new Output(deltas(), held(waiting));
    }

    private void compare(Reading reading) {
        Map<EntityRef, Declared> before = new HashMap<>();
        declaredAt
                .getOrDefault(reading.location(), List.of())
                .forEach(declared -> before.put(declared.key().ref(), declared));
        for (Declaration declaration : reading.declarations()) {
            present.add(declaration.key());
            @Nullable Declared old = before.remove(declaration.ref());
            if (old == null
                    || old.stale()
                    || !old.fingerprint().equals(Declared.fingerprint(declaration))) {
                upserts.computeIfAbsent(declaration.ref(), _ -> new ArrayList<>()).add(declaration);
            }
        }
        Map<EntityRef, List<Problem>> rejected = new HashMap<>();
        @Nullable List<Problem> unknown = null;
        for (Rejection rejection : reading.rejections()) {
            if (rejection.ref() == null) {
                unknown = rejection.problems();
            } else {
                rejected.putIfAbsent(rejection.ref(), rejection.problems());
            }
        }
        for (Declared old : before.values()) {
            @Nullable List<Problem> problems = rejected.getOrDefault(old.key().ref(), unknown);
            if (problems != null) {
                present.add(old.key());
                stale.add(new Delta.Stale(old.key(), problems));
            } else {
                remove(old.key(), false);
            }
        }
    }

    private void remove(Declaration.Key key, boolean fileGone) {
        removals.putIfAbsent(key, new HeldRemovals.Key(key, fileGone, false));
    }

    /// What was held before is still to be removed, unless it came back.
    private void recallHeld() {
        if (input.held() == null) {
            return;
        }
        Set<Declaration.Key> declared = new HashSet<>();
        input.declared().forEach(each -> declared.add(each.key()));
        for (HeldRemovals.Key key : input.held().keys()) {
            boolean back =
                    present.contains(key.declaration())
                            || (key.fileGone()
                                    && input.scan()
                                            .present()
                                            .contains(key.declaration().location()));
            if (!back && declared.contains(key.declaration())) {
                remove(key.declaration(), key.fileGone());
            }
        }
    }

    private List<HeldRemovals.Key> keepKindsInUse() {
        List<HeldRemovals.Key> kept = new ArrayList<>();
        for (HeldRemovals.Key key : List.copyOf(removals.values())) {
            if (input.keptKinds().contains(key.declaration().ref())) {
                removals.remove(key.declaration());
                kept.add(key.asKindInUse());
            }
        }
        return kept;
    }

    /// Takes out what must wait for a person.
    private List<HeldRemovals.Key> guard() {
        List<HeldRemovals.Key> vanishing =
                removals.values().stream()
                        .filter(key -> !upserts.containsKey(key.declaration().ref()))
                        .toList();
        boolean tooMany =
                vanishing.size() > input.guard().count()
                        && vanishing.size() * 100L
                                > input.guard().percent() * input.size().getAsLong();
        if (!tooMany) {
            return List.of();
        }
        Set<String> heldLocations = new HashSet<>();
        for (HeldRemovals.Key key : vanishing) {
            removals.remove(key.declaration());
            heldLocations.add(key.declaration().location());
        }
        gone.removeAll(heldLocations);
        return vanishing;
    }

    private @Nullable HeldRemovals held(List<HeldRemovals.Key> waiting) {
        if (waiting.isEmpty()) {
            return null;
        }
        @Nullable HeldRemovals before = input.held();
        if (before != null && before.sameKeys(waiting)) {
            return before;
        }
        return new HeldRemovals(before == null ? input.now() : before.since(), waiting, false);
    }

    private List<Delta> deltas() {
        List<Delta> deltas = new ArrayList<>();
        Map<EntityRef, List<Declaration.Key>> removalsOf = new HashMap<>();
        removals.keySet()
                .forEach(
                        key ->
                                removalsOf
                                        .computeIfAbsent(key.ref(), _ -> new ArrayList<>())
                                        .add(key));
        List<Declaration> batch = new ArrayList<>();
        List<Declaration.Key> moved = new ArrayList<>();
        for (var entry : upserts.entrySet()) {
            if (batch.size() + entry.getValue().size() > Delta.MAX_ENTITIES && !batch.isEmpty()) {
                deltas.add(delta(batch, moved));
                batch = new ArrayList<>();
                moved = new ArrayList<>();
            }
            batch.addAll(entry.getValue());
            List<Declaration.Key> old = removalsOf.remove(entry.getKey());
            if (old != null) {
                moved.addAll(old);
            }
        }
        if (!batch.isEmpty()) {
            deltas.add(delta(batch, moved));
        }
        List<Delta.Stale> staleLeft = stale;
        while (!staleLeft.isEmpty()) {
            int size = Math.min(Delta.MAX_ENTITIES, staleLeft.size());
            deltas.add(staleDelta(staleLeft.subList(0, size)));
            staleLeft = staleLeft.subList(size, staleLeft.size());
        }
        List<Declaration.Key> rest =
                removalsOf.values().stream()
                        .flatMap(List::stream)
                        .sorted(Comparator.comparing(Declaration.Key::ref))
                        .toList();
        while (!rest.isEmpty()) {
            int size = Math.min(Delta.MAX_ENTITIES, rest.size());
            deltas.add(delta(List.of(), rest.subList(0, size)));
            rest = rest.subList(size, rest.size());
        }
        Delta.Files files = files();
        if (!files.isEmpty()) {
            deltas.add(filesDelta(files));
        }
        return deltas;
    }

    private Delta.Files files() {
        List<FileRead> reads = new ArrayList<>();
        List<Rejection> rejections = new ArrayList<>();
        for (Reading reading : input.scan().changed()) {
            reads.add(reading.read());
            rejections.addAll(reading.rejections());
        }
        return new Delta.Files(reads, rejections, gone);
    }

    private Delta delta(List<Declaration> batch, List<Declaration.Key> removed) {
        return Delta.of(input.lease(), input.cause(), batch, removed);
    }

    private Delta staleDelta(List<Delta.Stale> batch) {
        return new Delta(
                input.lease(),
                input.cause(),
                List.of(),
                List.of(),
                batch,
                List.of(),
                Delta.Files.NONE);
    }

    private Delta filesDelta(Delta.Files files) {
        return new Delta(
                input.lease(), input.cause(), List.of(), List.of(), List.of(), List.of(), files);
    }
}
