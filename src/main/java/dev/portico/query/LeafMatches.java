package dev.portico.query;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/// The documents of one segment that answer a question: as bits, or as a list where they are few.
final class LeafMatches {
    private static final int[] NONE = {};

    private final @Nullable FixedBitSet bits;
    private final int[] docs;
    private final int count;

    private LeafMatches(@Nullable FixedBitSet bits, int[] docs, int count) {
        this.bits = bits;
        this.docs = docs;
        this.count = count;
    }

    static LeafMatches of(FixedBitSet bits) {
        int count = bits.cardinality();
        if (count > bits.length() / 32) {
            return new LeafMatches(bits, NONE, count);
        }
        int[] docs = new int[count];
        int doc = -1;
        for (int i = 0; i < count; i++) {
            doc = bits.nextSetBit(doc + 1);
            docs[i] = doc;
        }
        return of(docs, count);
    }

    static LeafMatches of(int[] docs, int count) {
        return new LeafMatches(
                null, docs.length == count ? docs : Arrays.copyOf(docs, count), count);
    }

    int count() {
        return count;
    }

    boolean has(int doc) {
        return bits == null ? Arrays.binarySearch(docs, doc) >= 0 : bits.get(doc);
    }

    /// Calls with each document in order.
    void forEach(IntConsumer consumer) {
        if (bits == null) {
            for (int doc : docs) {
                consumer.accept(doc);
            }
            return;
        }
        int doc = bits.nextSetBit(0);
        while (doc != DocIdSetIterator.NO_MORE_DOCS) {
            consumer.accept(doc);
            doc =
                    doc + 1 < bits.length()
                            ? bits.nextSetBit(doc + 1)
                            : DocIdSetIterator.NO_MORE_DOCS;
        }
    }

    /// About how many bytes of memory it takes.
    int weight() {
        return 128 + docs.length * 4 + (bits == null ? 0 : bits.length() / 8);
    }
}
