package dev.portico.access.policy;

import dev.portico.access.Permission;
import dev.portico.access.Verdict;
import dev.portico.access.Viewer;
import dev.portico.model.Entity;
import dev.portico.model.EntityFilter;
import dev.portico.platform.PorticoException;
import dev.portico.platform.cel.CelExpression;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One rule as it was read.
///
/// @param name of its policy and of itself, for people
/// @param may names of permissions, maybe with `*` at the end
/// @param on which entities, with placeholders; [EntityFilter#ALL] for all
/// @param when what else must hold; null for nothing
/// @param denies whether it forbids
record PolicyRule(
        String name,
        Who who,
        List<String> may,
        EntityFilter on,
        @Nullable CelExpression when,
        boolean denies) {
    PolicyRule {
        may = List.copyOf(may);
    }

    /// Whether it speaks of a permission. A rule about certain entities says nothing of what is not
    /// asked about one.
    boolean isAbout(Permission permission) {
        return may.stream().anyMatch(permission::matches)
                && (permission.onEntity() || isUnconditional());
    }

    private boolean isUnconditional() {
        return on.equals(EntityFilter.ALL) && when == null;
    }

    /// What it says to a viewer whom it covers. Empty for one that allows by something that is not
    /// known of them: a missing claim opens nothing, also where the filter turns it round.
    Optional<Verdict.Rule> forViewer(Principal principal) {
        Principal.Resolved resolved = principal.resolve(on);
        if (!denies && !resolved.complete()) {
            return Optional.empty();
        }
        return Optional.of(
                new Verdict.Rule(name, resolved.filter(), condition(principal.viewer())));
    }

    /// What can't be told of an entity opens nothing: an allowing rule does not hold there, a
    /// denying one does.
    private @Nullable Predicate<Entity> condition(Viewer viewer) {
        CelExpression expression = when;
        if (expression == null) {
            return null;
        }
        Map<String, Object> principal = Principal.toMap(viewer);
        return entity -> {
            try {
                return expression.test(
                        Map.of("entity", entity.json().fields(), "principal", principal));
            } catch (PorticoException e) {
                return denies;
            }
        };
    }
}
