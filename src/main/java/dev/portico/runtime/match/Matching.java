package dev.portico.runtime.match;

import dev.portico.model.EntityRef;
import dev.portico.runtime.Application;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.Observation;
import dev.portico.runtime.PlatformResource;
import dev.portico.runtime.Seen;
import dev.portico.runtime.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds the entity an object belongs to. The first clue that leads to exactly one entity counts;
/// an annotation `portico.dev/entity` counts alone, right or wrong.
public final class Matching {
    private static final int SHOWN = 5;
    private static final String SELECTOR = "backstage.io/kubernetes-label-selector";

    private final EntityIndex entities;

    public Matching(EntityIndex entities) {
        this.entities = entities;
    }

    /// What was found.
    ///
    /// @param unlinked why not, in a sentence; empty when there is a link or nothing points at one
    public record Found(Seen.@Nullable Link link, String unlinked) {
        static final Found NOTHING = new Found(null, "");
    }

    public Found workload(String cluster, Workload workload) {
        Search search = new Search(cluster, workload.key());
        if (search.named(workload.annotations())
                || search.declared()
                || search.any(Clues.sure(workload.labels(), workload.annotations()))
                || search.selected(SELECTOR, entities.workloads(), workload.labels())) {
            return search.found();
        }
        search.any(Clues.further(workload));
        return search.found();
    }

    /// @param managed the entities of the workloads it manages
    public Found application(
            String cluster, Application application, Supplier<Set<EntityRef>> managed) {
        Search search = new Search(cluster, application.key());
        if (search.named(application.annotations())
                || search.declared()
                || search.any(List.of(Clues.named(application)))
                || search.selected(
                        "argocd/app-selector", entities.applications(), application.labels())
                || search.any(Clues.sure(application.labels(), application.annotations()))
                || search.among("workloads it manages", managed.get(), "")) {
            return search.found();
        }
        search.any(Clues.folders(application));
        return search.found();
    }

    /// @param parent the link of the resource it is a part of
    public Found resource(String cluster, PlatformResource resource, Seen.@Nullable Link parent) {
        Search search = new Search(cluster, resource.key());
        if (search.named(resource.annotations())
                || search.declared()
                || search.any(Clues.further(resource))
                || search.any(Clues.sure(resource.labels(), resource.annotations()))
                || parent == null
                || resource.parent() == null) {
            return search.found();
        }
        ObjectKey of = resource.parent();
        return new Found(
                new Seen.Link(parent.entity(), "part of", of.kind() + ' ' + of.name()), "");
    }

    /// Whether a change of entities may lead an object elsewhere.
    public static boolean affects(EntityIndex.Affected affected, Observation observation) {
        if (affected.keys().contains(Clue.object(observation.key().place()))) {
            return true;
        }
        return switch (observation) {
            case Workload it -> hits(affected, it.labels(), it.annotations(), Clues.further(it));
            case Application it -> {
                List<Clue> clues = new ArrayList<>(Clues.folders(it));
                clues.add(Clues.named(it));
                yield hits(affected, it.labels(), it.annotations(), clues);
            }
            case PlatformResource it ->
                    hits(affected, it.labels(), it.annotations(), Clues.further(it));
            default -> false;
        };
    }

    private static boolean hits(
            EntityIndex.Affected affected,
            Map<String, String> labels,
            Map<String, String> annotations,
            List<Clue> further) {
        String named = annotations.getOrDefault(Clues.ENTITY, "");
        return (!named.isBlank()
                        && Clues.entity(named)
                                .filter(ref -> affected.keys().contains(Clue.ref(ref)))
                                .isPresent())
                || hits(affected, Clues.sure(labels, annotations))
                || hits(affected, further)
                || affected.selectors().stream().anyMatch(it -> it.test(labels));
    }

    private static boolean hits(EntityIndex.Affected affected, List<Clue> clues) {
        for (Clue clue : clues) {
            if (clue.keys().stream().anyMatch(affected.keys()::contains)
                    || clue.refs().stream()
                            .anyMatch(ref -> affected.keys().contains(Clue.ref(ref)))) {
                return true;
            }
        }
        return false;
    }

    /// Looks for the entity of one object.
    private final class Search {
        private final String cluster;
        private final ObjectKey key;
        private Seen.@Nullable Link link;
        private String unlinked = "";

        Search(String cluster, ObjectKey key) {
            this.cluster = cluster;
            this.key = key;
        }

        Found found() {
            return link == null && unlinked.isEmpty()
                    ? Found.NOTHING
                    : new Found(link, link == null ? unlinked : "");
        }

        /// True when the annotation is there, so that nothing else counts.
        boolean named(Map<String, String> annotations) {
            String text = annotations.getOrDefault(Clues.ENTITY, "").trim();
            if (text.isEmpty()) {
                return false;
            }
            EntityRef ref = Clues.entity(text).orElse(null);
            if (ref == null) {
                unlinked =
                        "The annotation portico.dev/entity has '"
                                + text
                                + "', which is no entity ref; the form is kind:namespace/name.";
            } else if (!entities.has(ref)) {
                unlinked =
                        "The annotation portico.dev/entity names "
                                + ref
                                + ", and there is no such entity.";
            } else {
                link = new Seen.Link(ref, "annotation portico.dev/entity", text);
            }
            return true;
        }

        /// True when the object itself declares an entity.
        boolean declared() {
            String location = key.location(cluster);
            Set<EntityRef> found = new LinkedHashSet<>();
            for (EntityRef ref : entities.find(Clue.object(key.place()))) {
                EntityFacts facts = entities.facts(ref);
                if (facts != null && facts.objects().contains(location)) {
                    found.add(ref);
                }
            }
            return among("declares the entity", found, location);
        }

        boolean any(List<Clue> clues) {
            for (Clue clue : clues) {
                Set<EntityRef> found = new LinkedHashSet<>();
                clue.refs().stream().filter(entities::has).forEach(found::add);
                for (String wanted : clue.keys()) {
                    for (EntityRef ref : entities.find(wanted)) {
                        if (!clue.placed() || covers(ref)) {
                            found.add(ref);
                        }
                    }
                }
                if (among(clue.rule(), found, clue.value())) {
                    return true;
                }
            }
            return false;
        }

        private boolean covers(EntityRef ref) {
            EntityFacts facts = entities.facts(ref);
            return facts != null && facts.covers(cluster, key.namespace());
        }

        boolean selected(String rule, SelectorIndex selectors, Map<String, String> labels) {
            Set<EntityRef> found = new LinkedHashSet<>();
            String value = "";
            for (EntityFacts facts : selectors.selecting(labels)) {
                if (facts.covers(cluster, key.namespace())) {
                    found.add(facts.ref());
                    value = selectors.of(facts).text();
                }
            }
            return among(rule, found, value);
        }

        /// Takes the one there is; several are noted, and the next clue is asked.
        boolean among(String rule, Collection<EntityRef> found, String value) {
            if (found.size() == 1) {
                link = new Seen.Link(found.iterator().next(), rule, value);
                return true;
            }
            if (found.size() > 1 && unlinked.isEmpty()) {
                String shown =
                        new TreeSet<>(found)
                                .stream()
                                        .limit(SHOWN)
                                        .map(EntityRef::toString)
                                        .collect(Collectors.joining(", "));
                unlinked =
                        "%s%s fits %d entities: %s%s; the annotation portico.dev/entity would say which."
                                .formatted(
                                        rule,
                                        value.isEmpty() ? "" : " '" + value + "'",
                                        found.size(),
                                        shown,
                                        found.size() > SHOWN ? ", …" : "");
            }
            return false;
        }
    }
}
