package dev.portico.runtime;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Builds the tree of a platform resource. What a composition names but is not followed (a
/// ConfigMap, say) is not in it; a resource that is its own part is shown once.
final class ResourceTree {
    private static final int DEPTH = 50;

    private ResourceTree() {}

    static RuntimeQuery.Tree of(Held root) {
        return build(root, new HashSet<>(), 0).tree();
    }

    /// @param culprit what the worst verdict comes from, the deepest there is
    private record Built(RuntimeQuery.Tree tree, Held culprit, Verdict own) {}

    private static Built build(Held held, Set<Held> path, int depth) {
        path.add(held);
        PlatformResource resource = (PlatformResource) held.observation;
        List<RuntimeQuery.Tree> children = new ArrayList<>();
        Held culprit = held;
        Verdict worst = resource.verdict();
        for (Held child : held.cluster.children(resource)) {
            if (depth < DEPTH && !path.contains(child)) {
                Built built = build(child, path, depth + 1);
                children.add(built.tree());
                int worse = built.own().health().compareTo(worst.health());
                boolean causes = culprit == held && built.own().health() != Health.HEALTHY;
                if (worse > 0 || (worse == 0 && causes)) {
                    worst = built.own();
                    culprit = built.culprit();
                }
            }
        }
        Verdict told = culprit == held ? worst : told(culprit, worst);
        return new Built(
                new RuntimeQuery.Tree(held.seen(PlatformResource.class), children, told),
                culprit,
                worst);
    }

    private static Verdict told(Held culprit, Verdict worst) {
        ObjectKey key = culprit.key();
        String reason =
                worst.reason().isEmpty()
                        ? worst.health().name().toLowerCase(Locale.ROOT)
                        : worst.reason();
        return new Verdict(worst.health(), key.kind() + ' ' + key.name() + ": " + reason);
    }
}
