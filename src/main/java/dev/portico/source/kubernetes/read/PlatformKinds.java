package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.PlatformResource.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which kinds Crossplane offers and keeps: those of XRDs and of CustomResourceDefinitions in the
/// category `managed`. They come and go while the cluster is followed.
final class PlatformKinds implements Shelf {
    private static final String CRD = "CustomResourceDefinition";

    private final String cluster;
    private final Outbox outbox;
    private final Map<ObjectKey, Xrd> xrds = new HashMap<>();
    private final Map<ObjectKey, Interest> managed = new HashMap<>();
    private final Set<Interest> managedKinds = new HashSet<>();
    private final Set<Interest> composites = new HashSet<>();
    private final Set<Interest> claims = new HashSet<>();
    private final Set<Interest> ofCluster = new HashSet<>();

    /// Roles as they were told last. A kind that goes and comes back in between is watched all the
    /// while, so its objects must stay.
    private Map<Interest, Role> settled = Map.of();

    private Runnable changed = () -> {};

    PlatformKinds(String cluster, Outbox outbox) {
        this.cluster = cluster;
        this.outbox = outbox;
    }

    /// @param listener is called when a kind came, went or changed its scope
    void onChange(Runnable listener) {
        changed = listener;
    }

    Set<Interest> wanted() {
        Set<Interest> wanted = new LinkedHashSet<>(composites);
        wanted.addAll(claims);
        wanted.addAll(managedKinds);
        return wanted;
    }

    /// The role of a kind that is wanted now; empty for another.
    Optional<Role> role(Interest kind) {
        if (claims.contains(kind)) {
            return Optional.of(Role.CLAIM);
        }
        if (composites.contains(kind)) {
            return Optional.of(Role.COMPOSITE);
        }
        return managedKinds.contains(kind) ? Optional.of(Role.MANAGED) : Optional.empty();
    }

    /// The role of a kind of which objects may come: it is wanted, or was when last told.
    Optional<Role> watchedRole(Interest kind) {
        return role(kind).or(() -> Optional.ofNullable(settled.get(kind)));
    }

    /// What is wanted now is told.
    void settle() {
        Map<Interest, Role> now = new HashMap<>();
        wanted().forEach(kind -> role(kind).ifPresent(role -> now.put(kind, role)));
        settled = now;
    }

    /// True for composites that belong to the cluster as a whole.
    boolean isOfCluster(Interest kind) {
        return ofCluster.contains(kind);
    }

    @Override
    public void put(ResourceKind kind, ObjectKey key, JsonObject object) {
        if (key.kind().equals(CRD)) {
            putDefinition(key, object);
            return;
        }
        Xrd xrd = Xrd.read(cluster, kind, key, object);
        Xrd before = xrds.put(key, xrd);
        if (before == null || !before.api().equals(xrd.api())) {
            outbox.tell(xrd.api());
        }
        if (!xrd.draft().equals(before == null ? Optional.empty() : before.draft())) {
            outbox.declarations();
        }
        arrange();
    }

    private void putDefinition(ObjectKey key, JsonObject object) {
        JsonObject spec = object.object("spec");
        JsonObject names = spec.object("names");
        Interest kind = new Interest(spec.text("group").orElse(""), names.text("kind").orElse(""));
        boolean isManaged = names.texts("categories").contains("managed");
        Interest before = isManaged ? managed.put(key, kind) : managed.remove(key);
        if (before == null && isManaged) {
            if (managedKinds.add(kind)) {
                outbox.interests();
                changed.run();
            }
        } else if (before != null && !(isManaged && before.equals(kind))) {
            arrangeManaged();
        }
    }

    @Override
    public void remove(ObjectKey key) {
        if (key.kind().equals(CRD)) {
            Interest before = managed.remove(key);
            if (before != null) {
                arrangeManaged();
            }
            return;
        }
        Xrd before = xrds.remove(key);
        if (before != null) {
            outbox.forget(key);
            before.draft().ifPresent(_ -> outbox.declarations());
            arrange();
        }
    }

    @Override
    public Collection<ObjectKey> keys(Interest kind, @Nullable String namespace) {
        return List.copyOf(kind.kind().equals(CRD) ? managed.keySet() : xrds.keySet());
    }

    Collection<ObjectKey> observed() {
        return xrds.keySet();
    }

    Collection<Draft> declared() {
        List<Draft> drafts = new ArrayList<>();
        xrds.values().forEach(xrd -> xrd.draft().ifPresent(drafts::add));
        return drafts;
    }

    private void arrangeManaged() {
        managedKinds.clear();
        managedKinds.addAll(managed.values());
        outbox.interests();
        changed.run();
    }

    private void arrange() {
        Set<Interest> newComposites = new HashSet<>();
        Set<Interest> newClaims = new HashSet<>();
        Set<Interest> newOfCluster = new HashSet<>();
        for (Xrd xrd : xrds.values()) {
            if (xrd.established()) {
                newComposites.add(xrd.composite());
                xrd.claim().ifPresent(newClaims::add);
                if (!xrd.isNamespaced()) {
                    newOfCluster.add(xrd.composite());
                }
            }
        }
        boolean same = newComposites.equals(composites) && newClaims.equals(claims);
        if (same && newOfCluster.equals(ofCluster)) {
            return;
        }
        replace(composites, newComposites);
        replace(claims, newClaims);
        replace(ofCluster, newOfCluster);
        if (!same) {
            outbox.interests();
        }
        changed.run();
    }

    private static void replace(Set<Interest> old, Set<Interest> now) {
        old.clear();
        old.addAll(now);
    }
}
