package dev.portico.query;

import dev.portico.model.EntityRef;
import dev.portico.model.Relation;
import dev.portico.model.RelationPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// All relations of the catalog in memory, on both of their ends, also where an end does not exist.
///
/// One thread writes, any number read without a lock: a node's edges are an array that is replaced
/// as a whole. An edge is one long: other node, type shown here, type shown there, and a bit that
/// says which end's document made it; so the same relation made by both documents is held twice and
/// stays when one of them goes.
final class Adjacency {
    private static final long[] NO_EDGES = {};

    /// Room for 32,768 relation types.
    private static final int TYPE_BITS = 15;

    /// Up to here edits are made one by one, beyond in one sweep.
    private static final int FEW_EDITS = 32;

    private static final int TYPE_MASK = (1 << TYPE_BITS) - 1;
    private static final long REVERSE_BIT = 1L << 62;

    private final Map<EntityRef, Node> byRef = new ConcurrentHashMap<>();
    private final List<String> types = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> typeIds = new HashMap<>();
    private volatile @Nullable Node[] nodes = new Node[1024];
    private int nodeCount;

    private final EdgeArrays.Order order = this::compare;

    /// Takes relations away, then adds others; answers every ref at an end of one of them.
    Set<EntityRef> apply(Collection<RelationPair> removed, Collection<RelationPair> added) {
        Map<Node, Edits> edits = new HashMap<>();
        for (RelationPair pair : removed) {
            edit(edits, pair, false);
        }
        for (RelationPair pair : added) {
            edit(edits, pair, true);
        }
        Set<EntityRef> touched = new LinkedHashSet<>();
        edits.forEach(
                (node, edit) -> {
                    node.edges = edit.appliedTo(node.edges);
                    touched.add(node.ref);
                });
        return touched;
    }

    /// Begins to fill it with many relations at once.
    Loading load() {
        return new Loading();
    }

    private void edit(Map<Node, Edits> edits, RelationPair pair, boolean add) {
        Node source = intern(pair.source());
        Node target = intern(pair.target());
        long type = typeId(pair.type());
        long reverse = typeId(pair.reverse());
        long forward = edge(target, type, reverse);
        long backward = edge(source, reverse, type) | REVERSE_BIT;
        edits.computeIfAbsent(source, _ -> new Edits()).note(forward, add);
        edits.computeIfAbsent(target, _ -> new Edits()).note(backward, add);
    }

    /// Edges stand in the order of the type shown here and then of the other end.
    private int compare(long one, long two) {
        if (typeHere(one) != typeHere(two)) {
            return types.get(typeHere(one)).compareTo(types.get(typeHere(two)));
        }
        int byText = (int) one == (int) two ? 0 : other(one).text.compareTo(other(two).text);
        return byText != 0 ? byText : Long.compare(one, two);
    }

    private static long edge(Node other, long here, long there) {
        return here << (32 + TYPE_BITS) | there << 32 | other.id;
    }

    /// The relations that an entity shows: distinct, by type and then by target.
    List<ShownRelation> shown(EntityRef ref) {
        List<ShownRelation> shown = new ArrayList<>();
        long[] edges = edges(ref);
        for (int i = 0; i < edges.length; i++) {
            if (isDistinct(edges, i)) {
                shown.add(new ShownRelation(types.get(typeHere(edges[i])), other(edges[i]).text));
            }
        }
        return shown;
    }

    /// The relations of a ref in the same order.
    List<Relation> relations(EntityRef ref) {
        List<Relation> relations = new ArrayList<>();
        long[] edges = edges(ref);
        for (int i = 0; i < edges.length; i++) {
            if (isDistinct(edges, i)) {
                relations.add(
                        new Relation(ref, types.get(typeHere(edges[i])), other(edges[i]).ref));
            }
        }
        return relations;
    }

    /// The distinct targets of a ref's relations of one type.
    List<EntityRef> targets(EntityRef ref, String type) {
        List<EntityRef> targets = new ArrayList<>();
        long[] edges = edges(ref);
        for (int i = 0; i < edges.length; i++) {
            if (isDistinct(edges, i) && types.get(typeHere(edges[i])).equals(type)) {
                targets.add(other(edges[i]).ref);
            }
        }
        return targets;
    }

    int degree(EntityRef ref) {
        return edges(ref).length;
    }

    /// The relations that an entity's own document made, as [EntityFields#PAIRS] keeps them.
    String pairs(EntityRef source) {
        StringBuilder pairs = new StringBuilder();
        for (long edge : edges(source)) {
            if ((edge & REVERSE_BIT) == 0) {
                pairs.append(types.get(typeHere(edge))).append('\0');
                pairs.append(other(edge).text).append('\0');
                pairs.append(types.get(typeThere(edge))).append('\0');
            }
        }
        return pairs.toString();
    }

    /// Reads what [#pairs] wrote.
    static List<RelationPair> parsePairs(EntityRef source, String pairs) {
        List<RelationPair> parsed = new ArrayList<>();
        int at = 0;
        while (at < pairs.length()) {
            int typeEnd = pairs.indexOf('\0', at);
            int targetEnd = pairs.indexOf('\0', typeEnd + 1);
            int end = pairs.indexOf('\0', targetEnd + 1);
            parsed.add(
                    new RelationPair(
                            source,
                            pairs.substring(at, typeEnd),
                            EntityRef.parse(pairs.substring(typeEnd + 1, targetEnd)),
                            pairs.substring(targetEnd + 1, end)));
            at = end + 1;
        }
        return parsed;
    }

    /// The relations of which this end knows, but not the other.
    List<RelationPair> halves(EntityRef ref) {
        List<RelationPair> halves = new ArrayList<>();
        Node here = byRef.get(ref);
        if (here == null) {
            return halves;
        }
        for (long edge : here.edges) {
            Node there = other(edge);
            boolean own = (edge & REVERSE_BIT) == 0;
            long counterpart = edge(here, typeThere(edge), typeHere(edge));
            if (!holds(there.edges, own ? counterpart | REVERSE_BIT : counterpart)) {
                String shownHere = types.get(typeHere(edge));
                String shownThere = types.get(typeThere(edge));
                halves.add(
                        own
                                ? new RelationPair(ref, shownHere, there.ref, shownThere)
                                : new RelationPair(there.ref, shownThere, ref, shownHere));
            }
        }
        return halves;
    }

    private static boolean holds(long[] edges, long wanted) {
        for (long edge : edges) {
            if (edge == wanted) {
                return true;
            }
        }
        return false;
    }

    @Nullable Node node(EntityRef ref) {
        return byRef.get(ref);
    }

    Node other(long edge) {
        return Objects.requireNonNull(nodes[(int) edge]);
    }

    String type(long edge) {
        return types.get(typeHere(edge));
    }

    private long[] edges(EntityRef ref) {
        Node node = byRef.get(ref);
        return node == null ? NO_EDGES : node.edges;
    }

    /// Edges are sorted, so the same relation made twice stands side by side.
    private static boolean isDistinct(long[] edges, int i) {
        return i == 0
                || typeHere(edges[i]) != typeHere(edges[i - 1])
                || (int) edges[i] != (int) edges[i - 1];
    }

    private static int typeHere(long edge) {
        return (int) (edge >>> (32 + TYPE_BITS)) & TYPE_MASK;
    }

    private static int typeThere(long edge) {
        return (int) (edge >>> 32) & TYPE_MASK;
    }

    private int typeId(String type) {
        Integer known = typeIds.get(type);
        if (known != null) {
            return known;
        }
        if (types.size() > TYPE_MASK) {
            throw new IllegalStateException("more than 32,768 relation types");
        }
        types.add(type);
        typeIds.put(type, types.size() - 1);
        return types.size() - 1;
    }

    private Node intern(EntityRef ref) {
        Node known = byRef.get(ref);
        if (known != null) {
            return known;
        }
        EntityRef compact =
                new EntityRef(ref.kind().intern(), ref.namespace().intern(), ref.name());
        Node node = new Node(compact, compact.toString(), nodeCount++);
        if (node.id == nodes.length) {
            nodes = Arrays.copyOf(nodes, nodes.length * 2);
        }
        nodes[node.id] = node;
        byRef.put(compact, node);
        return node;
    }

    /// One end of relations. The edges are written by one thread and never changed in place.
    static final class Node {
        final EntityRef ref;
        final String text;
        final int id;
        volatile long[] edges = NO_EDGES;

        Node(EntityRef ref, String text, int id) {
            this.ref = ref;
            this.text = text;
            this.id = id;
        }
    }

    /// Fills it with many relations, which is much faster than [#apply] and shows nothing until
    /// the end. Only for one that is empty.
    final class Loading {
        private long[][] edges = new long[1024][];
        private int[] counts = new int[1024];

        void add(RelationPair pair) {
            Node source = intern(pair.source());
            Node target = intern(pair.target());
            long type = typeId(pair.type());
            long reverse = typeId(pair.reverse());
            append(source, edge(target, type, reverse));
            append(target, edge(source, reverse, type) | REVERSE_BIT);
        }

        private void append(Node node, long edge) {
            if (node.id >= edges.length) {
                int length = Math.max(edges.length * 2, node.id + 1);
                edges = Arrays.copyOf(edges, length);
                counts = Arrays.copyOf(counts, length);
            }
            long[] own = edges[node.id];
            if (own == null) {
                own = new long[4];
            } else if (counts[node.id] == own.length) {
                own = Arrays.copyOf(own, own.length * 2);
            }
            own[counts[node.id]++] = edge;
            edges[node.id] = own;
        }

        /// Shows all that was added. Once more does nothing.
        void end() {
            for (int id = 0; id < counts.length; id++) {
                Node node = counts[id] == 0 ? null : nodes[id];
                if (node != null) {
                    node.edges = EdgeArrays.sorted(edges[id], counts[id], order);
                }
            }
            counts = new int[0];
        }
    }

    /// What happens to one node; for the same edge the last word counts.
    private final class Edits {
        private final Map<Long, Boolean> words = new HashMap<>();

        void note(long edge, boolean add) {
            words.put(edge, add);
        }

        long[] appliedTo(long[] edges) {
            if (words.size() > FEW_EDITS) {
                return merged(edges);
            }
            long[] result = edges;
            for (Map.Entry<Long, Boolean> word : words.entrySet()) {
                int at = EdgeArrays.search(result, result.length, word.getKey(), order);
                if (word.getValue() && at < 0) {
                    result = EdgeArrays.inserted(result, -at - 1, word.getKey());
                } else if (!word.getValue() && at >= 0) {
                    result = EdgeArrays.removed(result, at);
                }
            }
            return result;
        }

        private long[] merged(long[] edges) {
            List<Long> fresh = new ArrayList<>();
            words.forEach(
                    (edge, add) -> {
                        if (add) {
                            fresh.add(edge);
                        }
                    });
            fresh.sort(order);
            long[] result = new long[edges.length + fresh.size()];
            int size = 0;
            int next = 0;
            for (long edge : edges) {
                if (words.containsKey(edge)) {
                    continue;
                }
                while (next < fresh.size() && order.compare(fresh.get(next), edge) < 0) {
                    result[size++] = fresh.get(next++);
                }
                result[size++] = edge;
            }
            while (next < fresh.size()) {
                result[size++] = fresh.get(next++);
            }
            return Arrays.copyOf(result, size);
        }
    }
}
