package dev.portico.access;

import dev.portico.access.policy.Policies;
import dev.portico.model.Entity;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import java.util.Optional;
import java.util.function.Supplier;

/// Gates for tests that need no running program, by the policy that ships with it.
public final class Gates {
    private static final Entities NONE =
            new Entities() {
                @Override
                public Optional<Entity> find(EntityRef ref) {
                    return Optional.empty();
                }

                @Override
                public boolean matches(EntityRef ref, EntityFilter filter) {
                    return false;
                }
            };

    private Gates() {}

    /// Lets whoever comes do everything.
    public static Gate open() {
        return of(() -> Viewer.LOCAL);
    }

    /// Nobody has said who they are.
    public static Gate closed() {
        return of(() -> Viewer.ANONYMOUS);
    }

    public static Gate of(Supplier<Viewer> viewer) {
        return of(viewer, NONE);
    }

    /// @param entities what there is
    public static Gate of(Supplier<Viewer> viewer, Entities entities) {
        return of(viewer, entities, access());
    }

    /// @param entities what there is
    /// @param access what the policies say
    public static Gate of(Supplier<Viewer> viewer, Entities entities, Access access) {
        return new CheckedGate(viewer::get, access, new Judgement(access, entities), _ -> {});
    }

    public static Access access() {
        return new Policies().access(true);
    }
}
