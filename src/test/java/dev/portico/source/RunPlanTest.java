package dev.portico.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.catalog.CatalogFixture;
import dev.portico.catalog.Cause;
import dev.portico.catalog.Declaration;
import dev.portico.catalog.Declared;
import dev.portico.catalog.Delta;
import dev.portico.catalog.FileRead;
import dev.portico.catalog.Provenance;
import dev.portico.catalog.Reading;
import dev.portico.catalog.Rejection;
import dev.portico.catalog.SourceLease;
import dev.portico.model.EntityRef;
import dev.portico.model.SourceClass;
import dev.portico.platform.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunPlanTest {
    private static final SourceLease LEASE = new SourceLease("git:a", SourceClass.GIT, 1);
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void sortsUpsertsAndSplitsThemIntoDeltasOfAThousand() {
        List<Declaration> declarations = new ArrayList<>();
        for (int i = 2_499; i >= 0; i--) {
            declarations.add(component("f", "svc-%05d".formatted(i)));
        }

        RunPlan.Output plan = plan(scan(reading("f", declarations)), Set.of(), List.of(), null, 0);

        assertThat(plan.deltas())
                .extracting(delta -> delta.upserts().size())
                .containsExactly(1_000, 1_000, 500, 0);
        assertThat(plan.deltas().getFirst().upserts().getFirst().ref().name())
                .isEqualTo("svc-00000");
        assertThat(plan.deltas().getLast().files().reads()).hasSize(1);
    }

    @Test
    void anUnchangedDeclarationIsNotWrittenAgain() {
        Declaration same = component("f", "orders");

        RunPlan.Output plan =
                plan(
                        scan(reading("f", List.of(same))),
                        Set.of("f"),
                        List.of(declared(same)),
                        null,
                        1);

        assertThat(plan.deltas())
                .singleElement()
                .satisfies(delta -> assertThat(delta.upserts()).isEmpty());
    }

    @Test
    void nothingReadMeansNothingToWrite() {
        RunPlan.Output plan =
                plan(
                        new Scan("c1", List.of(), Set.of("f"), List.of(), Set.of()),
                        Set.of("f"),
                        List.of(),
                        null,
                        10);

        assertThat(plan.deltas()).isEmpty();
    }

    @Test
    void aRefThatMovedBetweenFilesIsInOneDelta() {
        Declaration old = component("old", "orders");
        Declaration moved = component("new", "orders");

        RunPlan.Output plan =
                plan(
                        scan(reading("old", List.of()), reading("new", List.of(moved))),
                        Set.of("old"),
                        List.of(declared(old)),
                        null,
                        1);

        Delta first = plan.deltas().getFirst();
        assertThat(first.upserts()).containsExactly(moved);
        assertThat(first.removals()).containsExactly(old.key());
    }

    @Test
    void aFileThatIsGoneTakesItsDeclarationsWithIt() {
        Declaration gone = component("gone", "orders");

        RunPlan.Output plan =
                plan(
                        new Scan("c1", List.of(), Set.of(), List.of(), Set.of()),
                        Set.of("gone"),
                        List.of(declared(gone)),
                        null,
                        1);

        assertThat(plan.deltas().getFirst().removals()).containsExactly(gone.key());
        assertThat(plan.deltas().getLast().files().unreads()).containsExactly("gone");
    }

    @Test
    void aRejectedDocumentKeepsWhatItWasAndADocumentWithoutNameKeepsAllThatMayBeIt() {
        Declaration orders = component("f", "orders");
        Declaration pay = component("f", "pay");
        Rejection named = rejection("f", 1, orders.ref());
        Rejection nameless = rejection("f", 2, null);

        RunPlan.Output onlyNamed =
                plan(
                        scan(new Reading(read("f"), List.of(), List.of(named))),
                        Set.of("f"),
                        List.of(declared(orders), declared(pay)),
                        null,
                        2);
        RunPlan.Output both =
                plan(
                        scan(new Reading(read("f"), List.of(), List.of(named, nameless))),
                        Set.of("f"),
                        List.of(declared(orders), declared(pay)),
                        null,
                        2);

        assertThat(stale(onlyNamed)).containsExactly(orders.key());
        assertThat(removals(onlyNamed)).containsExactly(pay.key());
        assertThat(stale(both)).containsExactlyInAnyOrder(orders.key(), pay.key());
        assertThat(removals(both)).isEmpty();
    }

    @Test
    void theGuardHoldsARunThatWouldRemoveTooMuchAndLetsTheRestThrough() {
        List<Declared> declared = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            declared.add(declared(component("gone", "svc-" + i)));
        }
        Declaration added = component("new", "orders");
        Scan scan =
                new Scan(
                        "c1",
                        List.of(reading("new", List.of(added))),
                        Set.of("new"),
                        List.of(),
                        Set.of());

        RunPlan.Output plan = plan(scan, Set.of("gone"), declared, null, 100);

        assertThat(removals(plan)).isEmpty();
        assertThat(plan.held().keys()).hasSize(40);
        assertThat(plan.held().since()).isEqualTo(NOW);
        assertThat(plan.deltas().getFirst().upserts()).containsExactly(added);
        assertThat(plan.deltas().getLast().files().unreads()).isEmpty();
    }

    @Test
    void atTheLimitsTheGuardLetsRemovalsThrough() {
        List<Declared> twenty = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            twenty.add(declared(component("gone", "svc-" + i)));
        }
        List<Declared> thirty = new ArrayList<>(twenty);
        for (int i = 20; i < 30; i++) {
            thirty.add(declared(component("gone", "svc-" + i)));
        }
        Scan empty = new Scan("c1", List.of(), Set.of(), List.of(), Set.of());

        assertThat(plan(empty, Set.of("gone"), twenty, null, 20).held()).isNull();
        assertThat(plan(empty, Set.of("gone"), thirty, null, 100).held()).isNull();
        assertThat(plan(empty, Set.of("gone"), thirty, null, 99).held()).isNotNull();
    }

    @Test
    void whatIsHeldIsReleasedWhenItComesBackAndStaysHeldWhenItDoesNot() {
        List<Declared> declared = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            declared.add(declared(component("gone", "svc-" + i)));
        }
        Scan empty = new Scan("c1", List.of(), Set.of(), List.of(), Set.of());
        HeldRemovals held = plan(empty, Set.of("gone"), declared, null, 100).held();
        Scan back = new Scan("c2", List.of(), Set.of("gone"), List.of(), Set.of());

        assertThat(plan(back, Set.of("gone"), declared, held, 100).held()).isNull();
        assertThat(plan(empty, Set.of("gone"), declared, held.asDeclined(), 100).held())
                .isEqualTo(held.asDeclined());
        assertThat(HeldRemovals.fromJson(held.toJson())).isEqualTo(held);
    }

    @Test
    void aKindInUseIsNotRemoved() {
        EntityRef kind = EntityRef.parse("kind:default/database");
        Declared definition = new Declared(new Declaration.Key("kinds.yaml", kind), "x", false);
        Scan empty = new Scan("c1", List.of(), Set.of(), List.of(), Set.of());

        RunPlan.Output plan =
                RunPlan.of(
                        new RunPlan.Input(
                                LEASE,
                                new Cause("git:a", "c1", "test"),
                                empty,
                                Set.of("kinds.yaml"),
                                List.of(definition),
                                null,
                                () -> 1,
                                new RunPlan.Guard(30, 20),
                                Set.of(kind),
                                NOW));

        assertThat(removals(plan)).isEmpty();
    }

    private static RunPlan.Output plan(
            Scan scan,
            Set<String> known,
            List<Declared> declared,
            @Nullable HeldRemovals held,
            long size) {
        return RunPlan.of(
                new RunPlan.Input(
                        LEASE,
                        new Cause("git:a", scan.revision(), "test"),
                        scan,
                        known,
                        declared,
                        held,
                        () -> size,
                        new RunPlan.Guard(30, 20),
                        Set.of(),
                        NOW));
    }

    private static Scan scan(Reading... readings) {
        Set<String> present = new HashSet<>();
        for (Reading reading : readings) {
            present.add(reading.location());
        }
        return new Scan("c1", List.of(readings), present, List.of(), Set.of());
    }

    private static Reading reading(String location, List<Declaration> declarations) {
        return new Reading(read(location), declarations, List.of());
    }

    private static FileRead read(String location) {
        return new FileRead(location, "fp", JsonObject.EMPTY);
    }

    private static Declaration component(String location, String name) {
        return CatalogFixture.component(location, name, "red");
    }

    private static Declared declared(Declaration declaration) {
        return new Declared(declaration.key(), Declared.fingerprint(declaration), false);
    }

    private static Rejection rejection(String location, int document, @Nullable EntityRef ref) {
        return new Rejection(
                location,
                document,
                ref,
                List.of(CatalogFixture.problem("It is broken.")),
                new Provenance("f", "c1", document, 1, null));
    }

    private static List<Declaration.Key> removals(RunPlan.Output plan) {
        return plan.deltas().stream().flatMap(delta -> delta.removals().stream()).toList();
    }

    private static List<Declaration.Key> stale(RunPlan.Output plan) {
        return plan.deltas().stream()
                .flatMap(delta -> delta.stale().stream())
                .map(Delta.Stale::key)
                .toList();
    }
}
