package dev.portico.access;

import dev.portico.model.Entity;
import dev.portico.model.EntityFilter;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the policies say of a viewer and a permission.
public sealed interface Verdict {
    /// On everything.
    ///
    /// @param because the rule, for people
    record Allowed(String because) implements Verdict {}

    /// On nothing.
    ///
    /// @param because why, as a sentence
    record Denied(String because) implements Verdict {}

    /// On those entities that one of the grants holds for and none of the refusals.
    record When(List<Rule> grants, List<Rule> refusals) implements Verdict {
        public When {
            grants = List.copyOf(grants);
            refusals = List.copyOf(refusals);
        }
    }

    /// One rule, resolved for a viewer: nothing in it asks about them any more.
    ///
    /// @param name of the policy and rule, for people
    /// @param condition what must hold beside the filter, of an entity with its relations; null for
    ///     nothing. Rules about reading have none.
    record Rule(String name, EntityFilter filter, @Nullable Predicate<Entity> condition) {}

    /// The entities it is about as a filter, conditions left out: what is outside of it is refused
    /// whatever they say.
    default EntityFilter filter() {
        return switch (this) {
            case Allowed _ -> EntityFilter.ALL;
            case Denied _ -> EntityFilter.NONE;
            case When when -> {
                EntityFilter granted = new EntityFilter.Or(filters(when.grants()));
                List<EntityFilter> refused =
                        filters(
                                when.refusals().stream()
                                        .filter(rule -> rule.condition() == null)
                                        .toList());
                yield refused.isEmpty()
                        ? granted
                        : EntityFilter.and(
                                granted, new EntityFilter.Not(new EntityFilter.Or(refused)));
            }
        };
    }

    private static List<EntityFilter> filters(List<Rule> rules) {
        return rules.stream().flatMap(rule -> Stream.of(rule.filter())).toList();
    }
}
