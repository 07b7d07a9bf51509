package dev.portico.query;

import java.util.Arrays;
import java.util.Comparator;

/// Sorted arrays of distinct edges, as the nodes of an [Adjacency] have them.
final class EdgeArrays {
    /// Up to here an array is sorted by inserting edge after edge, which makes no garbage; most
    /// nodes have fewer.
    static final int FEW = 32;

    private EdgeArrays() {}

    /// The order of edges.
    @FunctionalInterface
    interface Order extends Comparator<Long> {
        int compareEdges(long one, long two);

        @Override
        default int compare(Long one, Long two) {
            return compareEdges(one, two);
        }
    }

    /// The first edges of an array, in order and each once; the array is used up.
    static long[] sorted(long[] edges, int count, Order order) {
        if (count > FEW) {
            return Arrays.stream(edges, 0, count)
                    .boxed()
                    .distinct()
                    .sorted(order)
                    .mapToLong(Long::longValue)
                    .toArray();
        }
        int size = 0;
        for (int i = 0; i < count; i++) {
            long edge = edges[i];
            int at = search(edges, size, edge, order);
            if (at < 0) {
                int place = -at - 1;
                System.arraycopy(edges, place, edges, place + 1, size - place);
                edges[place] = edge;
                size++;
            }
        }
        return Arrays.copyOf(edges, size);
    }

    /// Where an edge is among the first `size`, or where it would be as `-place - 1`.
    static int search(long[] edges, int size, long edge, Order order) {
        int below = 0;
        int above = size - 1;
        while (below <= above) {
            int middle = (below + above) >>> 1;
            int sign = order.compareEdges(edges[middle], edge);
            if (sign == 0) {
                return middle;
            }
            if (sign < 0) {
                below = middle + 1;
            } else {
                above = middle - 1;
            }
        }
        return -below - 1;
    }

    static long[] inserted(long[] edges, int at, long edge) {
        long[] result = new long[edges.length + 1];
        System.arraycopy(edges, 0, result, 0, at);
        result[at] = edge;
        System.arraycopy(edges, at, result, at + 1, edges.length - at);
        return result;
    }

    static long[] removed(long[] edges, int at) {
        long[] result = new long[edges.length - 1];
        System.arraycopy(edges, 0, result, 0, at);
        System.arraycopy(edges, at + 1, result, at, result.length - at);
        return result;
    }
}
