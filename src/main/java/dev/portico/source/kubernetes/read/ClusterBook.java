package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.Workload;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is known of one followed cluster. Takes objects in any order, as lists and watches bring
/// them, keeps little of each, and answers what changed. For one thread.
///
/// Whatever the order, and whatever was taken and went again, a book answers the same for the same
/// objects.
public final class ClusterBook {
    private final Outbox outbox = new Outbox();
    private final NamespaceShelf namespaces = new NamespaceShelf();
    private final HostShelf hosts = new HostShelf();
    private final WorkloadShelf workloads;
    private final PlatformKinds kinds;
    private final PlatformShelf platform;
    private final SpokeShelf spokes;
    private final ReadingShelf readings;
    private final Map<Interest, List<Shelf>> shelves = new LinkedHashMap<>();

    public ClusterBook(BookSettings settings, Clock clock) {
        Map<Interest, WorkloadReader> readers = Kinds.workloads(settings.workloadKinds());
        workloads =
                new WorkloadShelf(
                        readers,
                        hosts,
                        new ComponentDrafts(settings.cluster(), namespaces),
                        outbox,
                        clock);
        kinds = new PlatformKinds(settings.cluster(), outbox);
        platform = new PlatformShelf(kinds, outbox);
        spokes = new SpokeShelf(settings.cluster(), outbox);
        readings = new ReadingShelf(Kinds.READINGS, outbox);
        hosts.onChange(workloads::touchNamespace);
        namespaces.onChange(this::namespaceChanged);
        Kinds.DEFINITIONS.forEach(kind -> shelves.put(kind, List.of(kinds)));
        shelves.put(Kinds.NAMESPACE, List.of(namespaces));
        Kinds.ROUTES.forEach(kind -> shelves.put(kind, List.of(hosts)));
        readers.keySet().forEach(kind -> shelves.put(kind, List.of(workloads)));
        shelves.put(Kinds.POD, List.of(new PodShelf(workloads)));
        Kinds.READINGS.keySet().forEach(kind -> shelves.put(kind, List.of(readings)));
        shelves.put(Kinds.APPLICATION, List.of(readings, spokes));
        shelves.put(Kinds.SECRET, List.of(spokes));
    }

    private void namespaceChanged(String namespace) {
        workloads.touchNamespace(namespace);
        outbox.subjects();
    }

    /// What to watch now. Claims, composite and managed resources come and go with their
    /// definitions; when a kind goes, its objects go with it. Secrets are never among them: what is
    /// put of them comes from those who were told to read them.
    public Set<Interest> interests() {
        Set<Interest> interests = new LinkedHashSet<>(shelves.keySet());
        interests.remove(Kinds.SECRET);
        interests.addAll(kinds.wanted());
        return interests;
    }

    /// Takes an object that was added or modified; the same one again changes nothing. An object of
    /// a kind that is not wanted, or without a name, is ignored.
    public void put(ResourceKind kind, JsonObject object) {
        JsonObject metadata = object.object("metadata");
        String name = metadata.text("name").orElse("");
        if (!name.isEmpty()) {
            ObjectKey key = key(kind, metadata.text("namespace").orElse(""), name);
            shelves(kind.interest()).forEach(shelf -> shelf.put(kind, key, object));
        }
    }

    /// @param namespace empty for an object that belongs to the cluster as a whole
    public void remove(ResourceKind kind, String namespace, String name) {
        ObjectKey key = key(kind, namespace, name);
        shelves(kind.interest()).forEach(shelf -> shelf.remove(key));
    }

    /// The end of a list: other objects of this kind are gone.
    ///
    /// @param namespace the namespace that was listed; null for all
    public void replaced(ResourceKind kind, @Nullable String namespace, Set<ObjectKey> present) {
        for (Shelf shelf : shelves(kind.interest())) {
            for (ObjectKey key : shelf.keys(kind.interest(), namespace)) {
                if (!present.contains(key)) {
                    shelf.remove(key);
                }
            }
        }
    }

    /// The kind is no more, or may not be read any more.
    public void dropped(ResourceKind kind) {
        replaced(kind, null, Set.of());
    }

    private List<Shelf> shelves(Interest kind) {
        return shelves.getOrDefault(kind, List.of(platform));
    }

    private static ObjectKey key(ResourceKind kind, String namespace, String name) {
        return new ObjectKey(
                Shared.text(kind.group()), Shared.text(kind.kind()), Shared.text(namespace), name);
    }

    /// What changed since the last drain. Also time may change a verdict: a workload whose Pods are
    /// not ready for too long.
    public Changes drain() {
        settle();
        platform.settle();
        return outbox.take();
    }

    private void settle() {
        workloads.settle();
        spokes.settle();
    }

    /// Keys of all that is observed now, told or about to be told: what else is kept of this
    /// cluster is of objects that went unseen.
    public Set<ObjectKey> observed() {
        settle();
        Set<ObjectKey> keys = new HashSet<>(readings.keys());
        keys.addAll(platform.keys());
        keys.addAll(kinds.observed());
        workloads.told().forEach(workload -> keys.add(workload.key()));
        return keys;
    }

    /// The entities this cluster declares now: APIs of composite resource definitions, annotated
    /// workloads, clusters that Argo CD deploys to; sorted by location.
    public List<Draft> drafts() {
        settle();
        List<Draft> drafts = new ArrayList<>(workloads.declared());
        drafts.addAll(kinds.declared());
        drafts.addAll(spokes.declared());
        drafts.sort(Comparator.comparing(Draft::location));
        return drafts;
    }

    /// All workloads with what mappings to entities decide on.
    public Collection<Subject> subjects() {
        settle();
        List<Subject> subjects = new ArrayList<>();
        for (Workload workload : workloads.told()) {
            Metadata namespace = namespaces.of(workload.key().namespace());
            subjects.add(new Subject(workload, namespace.labels(), namespace.annotations()));
        }
        return subjects;
    }
}
