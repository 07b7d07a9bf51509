package dev.portico.source.kubernetes;

import dev.portico.runtime.ObjectKey;
import dev.portico.source.kubernetes.KindWatch.Scope;
import dev.portico.source.kubernetes.read.Interest;
import dev.portico.source.kubernetes.read.ResourceKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// The watches of one cluster: which there must be, and how each does. For one thread.
final class WatchSet {
    private static final int LISTS_AT_ONCE = 4;
    static final Interest NAMESPACES = new Interest("", "Namespace");

    private static final String DISCOVERY = "all";

    /// How a scope does.
    private enum Standing {
        /// Not listed yet, or failed in a way that says nothing.
        PENDING,
        LISTED,
        /// It may not be read.
        FORBIDDEN,
        /// It fails otherwise; what is known of it stays.
        FAILING
    }

    private static final class Entry {
        final KindWatch watch;
        Standing standing = Standing.PENDING;

        Entry(KindWatch watch) {
            this.watch = watch;
        }
    }

    private final ClusterConnection connection;
    private final ClusterSettings settings;
    private final KindWatch.Sink sink;
    private final Semaphore lists = new Semaphore(LISTS_AT_ONCE);
    private final Map<Scope, Entry> entries = new LinkedHashMap<>();
    private final Map<String, String> unseen = new LinkedHashMap<>();
    private final Set<ResourceKind> narrowed = new HashSet<>();
    private final Set<String> namespaces = new TreeSet<>();
    private @Nullable Map<Interest, ResourceKind> served;
    private final Map<ResourceKind, String> extra = new LinkedHashMap<>();

    WatchSet(ClusterConnection connection, ClusterSettings settings, KindWatch.Sink sink) {
        this.connection = connection;
        this.settings = settings;
        this.sink = sink;
    }

    /// What the server serves now.
    void served(Map<Interest, ResourceKind> kinds) {
        served = new LinkedHashMap<>(kinds);
        unseen.remove(DISCOVERY);
    }

    /// It could not be asked what it serves.
    void notServed(String why) {
        if (served == null) {
            unseen.put(
                    DISCOVERY,
                    "The API server does not tell which kinds it serves, so nothing is read: "
                            + why);
        }
    }

    /// Watches the objects of a kind that have certain labels beside those of the interests.
    void also(ResourceKind kind, String selector) {
        extra.put(kind, selector);
    }

    /// Starts and stops watches so that there is one for all that is wanted and served; answers the
    /// kinds that are watched no more.
    List<ResourceKind> reconcile(Set<Interest> wanted) {
        Map<Interest, ResourceKind> kinds = served;
        if (kinds == null) {
            return List.of();
        }
        Set<Scope> scopes = new LinkedHashSet<>(scopes(kinds.get(NAMESPACES)));
        wanted.forEach(interest -> scopes.addAll(scopes(kinds.get(interest))));
        for (ResourceKind kind : extra.keySet()) {
            scopes.addAll(scopes(kinds.get(kind.interest())));
        }
        Set<ResourceKind> before = kinds();
        for (Scope scope : List.copyOf(entries.keySet())) {
            if (!scopes.contains(scope)) {
                Objects.requireNonNull(entries.remove(scope)).watch.stop();
                unseen.remove(scope.toString());
            }
        }
        for (Scope scope : scopes) {
            if (!entries.containsKey(scope)) {
                KindWatch watch = new KindWatch(connection, scope, sink, lists);
                entries.put(scope, new Entry(watch));
                watch.start(settings.name());
            }
        }
        before.removeAll(kinds());
        return new ArrayList<>(before);
    }

    private Set<ResourceKind> kinds() {
        Set<ResourceKind> kinds = new LinkedHashSet<>();
        entries.keySet().forEach(scope -> kinds.add(scope.kind()));
        return kinds;
    }

    private List<Scope> scopes(@Nullable ResourceKind kind) {
        if (kind == null) {
            return List.of();
        }
        String selector = extra.getOrDefault(kind, "");
        if (!kind.namespaced()) {
            return List.of(new Scope(kind, null, selector));
        }
        List<Scope> scopes = new ArrayList<>();
        if (settings.namespaces().isEmpty()) {
            scopes.add(new Scope(kind, null, selector));
        }
        if (narrowed.contains(kind)) {
            namespaces.forEach(name -> scopes.add(new Scope(kind, name, selector)));
        }
        settings.namespaces().forEach(name -> scopes.add(new Scope(kind, name, selector)));
        return scopes;
    }

    /// A namespace of the cluster came or went. True when the watches must be reconciled.
    boolean namespace(String name, boolean there) {
        boolean changed = there ? namespaces.add(name) : namespaces.remove(name);
        return changed && !narrowed.isEmpty();
    }

    boolean isWatched(Scope scope) {
        return entries.containsKey(scope);
    }

    /// A list of a scope is complete. True when the watches must be reconciled.
    boolean listed(Scope scope) {
        Entry entry = entries.get(scope);
        if (entry == null) {
            return false;
        }
        entry.standing = Standing.LISTED;
        unseen.remove(scope.toString());
        return scope.namespace() == null && narrowed.remove(scope.kind());
    }

    /// A watch goes on that was refused.
    void resumed(Scope scope) {
        unseen.remove(scope.toString());
    }

    /// What follows from a refusal.
    enum Consequence {
        NONE,
        /// What is known of the scope can't be known any more.
        FORGET,
        /// The kind is served no more.
        DROP
    }

    Consequence refused(Scope scope, ApiRefusal refusal) {
        Entry entry = entries.get(scope);
        if (entry == null) {
            return Consequence.NONE;
        }
        boolean knew = entry.standing == Standing.LISTED || entry.standing == Standing.FAILING;
        return switch (refusal.status()) {
            case 401 -> Consequence.NONE;
            case 403 -> {
                entry.standing = Standing.FORBIDDEN;
                unseen.put(scope.toString(), grant(scope));
                if (scope.namespace() == null
                        && scope.kind().namespaced()
                        && settings.namespaces().isEmpty()) {
                    narrowed.add(scope.kind());
                }
                yield knew ? Consequence.FORGET : Consequence.NONE;
            }
            case 404 -> {
                if (served != null) {
                    served.remove(scope.kind().interest());
                }
                yield Consequence.DROP;
            }
            default -> {
                if (entry.standing == Standing.PENDING) {
                    entry.standing = Standing.FAILING;
                }
                unseen.put(
                        scope.toString(),
                        "The API server answers "
                                + refusal.status()
                                + ": "
                                + refusal.text()
                                + " It is tried again.");
                yield Consequence.NONE;
            }
        };
    }

    private static String grant(Scope scope) {
        String group = scope.kind().group();
        return "The account may not read it; grant get, list and watch of "
                + scope.kind().plural()
                + (group.isEmpty() ? "" : "." + group)
                + (scope.namespace() == null
                        ? " by a ClusterRole and ClusterRoleBinding."
                        : " by a Role and RoleBinding in the namespace '"
                                + scope.namespace()
                                + "'.");
    }

    /// Whether everything that can be listed has been.
    boolean complete() {
        return served != null
                && entries.values().stream().noneMatch(entry -> entry.standing == Standing.PENDING);
    }

    /// Whether it is not known if an object still exists.
    boolean undecided(ObjectKey key) {
        for (var entry : entries.entrySet()) {
            Scope scope = entry.getKey();
            boolean open =
                    entry.getValue().standing == Standing.PENDING
                            || entry.getValue().standing == Standing.FAILING;
            if (open
                    && scope.kind().group().equals(key.group())
                    && scope.kind().kind().equals(key.kind())
                    && (scope.namespace() == null || scope.namespace().equals(key.namespace()))) {
                return true;
            }
        }
        return false;
    }

    Map<String, String> unseen() {
        return Map.copyOf(unseen);
    }

    void resume() {
        entries.values().forEach(entry -> entry.watch.resume());
    }

    void stop() {
        entries.values().forEach(entry -> entry.watch.stop());
        entries.clear();
    }
}
