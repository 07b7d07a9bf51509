package dev.portico.notify;

import dev.portico.catalog.Change;
import dev.portico.catalog.LoggedChange;
import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Which changes somebody wants: those that fit every set; an empty set fits all.
///
/// @param kinds in lower case
/// @param owners refs; fits an entity they own at the change or owned until it
/// @param sources names of sources
public record ChangeFilter(
        Set<String> kinds, Set<EntityRef> owners, Set<String> sources, Set<Change.Type> types)
        implements Predicate<LoggedChange> {
    public static final ChangeFilter ALL = new ChangeFilter(Set.of(), Set.of(), Set.of(), Set.of());

    public ChangeFilter {
        kinds = Set.copyOf(kinds);
        owners = Set.copyOf(owners);
        sources = Set.copyOf(sources);
        types = Set.copyOf(types);
    }

    /// From what people write; INVALID_INPUT says what is wrong.
    ///
    /// @param owners refs, `group:default/` may be left out
    /// @param types `created`, `updated`, `removed`, or as in an event
    public static ChangeFilter of(
            Collection<String> kinds,
            Collection<String> owners,
            Collection<String> sources,
            Collection<String> types) {
        return new ChangeFilter(
                kinds.stream()
                        .map(kind -> kind.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()),
                owners.stream()
                        .map(owner -> EntityRef.parse(owner, "group", "default"))
                        .collect(Collectors.toSet()),
                Set.copyOf(sources),
                types.stream().map(ChangeFilter::type).collect(Collectors.toSet()));
    }

    private static Change.Type type(String text) {
        for (Change.Type type : EnumSet.allOf(Change.Type.class)) {
            if (text.equals(CloudEvents.type(type)) || text.equalsIgnoreCase(type.name())) {
                return type;
            }
        }
        throw PorticoException.invalid(
                "'" + text + "' is no type of change; there are created, updated and removed.");
    }

    @Override
    public boolean test(LoggedChange logged) {
        Change change = logged.change();
        return (kinds.isEmpty() || kinds.contains(change.ref().kind()))
                && (sources.isEmpty() || sources.contains(change.cause().source()))
                && (types.isEmpty() || types.contains(change.type()))
                && (owners.isEmpty() || !Collections.disjoint(owners, logged.owners()));
    }
}
