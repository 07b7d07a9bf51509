package dev.portico.template.expression;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the parser learns of a template on its way: size, depth, and what it uses. Refuses a tree
/// that is too big or too deep.
final class Findings {
    private static final Set<String> CHANGING =
            Set.of(
                    "append",
                    "copyWithin",
                    "fill",
                    "insert",
                    "pop",
                    "push",
                    "remove",
                    "reverse",
                    "shift",
                    "sort",
                    "splice",
                    "unshift");

    private final Limits limits;
    private int nodes;
    private int depth;
    private int loops;
    private boolean changesLists;

    Findings(Limits limits) {
        this.limits = limits;
    }

    <T> T add(T node, Position at) {
        if (++nodes > limits.nodes()) {
            throw at.failure(
                    Fault.limit(
                            "The template has more than "
                                    + limits.nodes()
                                    + " parts; split it into several files."));
        }
        return node;
    }

    void enter(Position at) {
        if (++depth > limits.depth()) {
            throw at.failure(Fault.limit("The template nests deeper than " + limits.depth() + "."));
        }
    }

    void leave() {
        depth--;
    }

    void usesName(String name) {
        if (name.equals("loop")) {
            loops++;
        }
    }

    /// How often `loop` was used up to here.
    int loops() {
        return loops;
    }

    /// @param key the constant key of a member, or null when it is computed
    void usesMember(@Nullable Object key) {
        if (key == null || (key instanceof String name && CHANGING.contains(name))) {
            changesLists = true;
        }
    }

    /// Whether the template may call a method that changes a list.
    boolean changesLists() {
        return changesLists;
    }
}
