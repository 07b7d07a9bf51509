package dev.portico.query;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/// The documents of one segment that answer a question: as bits, or as a list where they are few.
final class LeafMatches {
    private static final int[] NONE = {};

    /// Documents in a word of bits, as a power of two.
    private static final int WORD = 6;

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
        long[] words = bits.getBits();
        for (int i = 0; i < words.length; i++) {
            for (long word = words[i]; word != 0; word &= word - 1) {
                consumer.accept((i << WORD) + Long.numberOfTrailingZeros(word));
            }
        }
    }

    /// Counts the documents by a number that each has. Facets of a large catalog are this loop;
    /// by [#forEach], whose consumers are many, it takes four times as long.
    ///
    /// @param numbers of each document of the segment; below 0 for none
    /// @param counts of each number, added to
    void count(int[] numbers, int[] counts) {
        if (bits == null) {
            for (int doc : docs) {
                add(numbers[doc], counts);
            }
            return;
        }
        long[] words = bits.getBits();
        for (int i = 0; i < words.length; i++) {
            for (long word = words[i]; word != 0; word &= word - 1) {
                add(numbers[(i << WORD) + Long.numberOfTrailingZeros(word)], counts);
            }
        }
    }

    private static void add(int number, int[] counts) {
        if (number >= 0) {
            counts[number]++;
        }
    }

    /// The same for whoever asks [#has] many times.
    ///
    /// @param size number of documents of the segment
    LeafMatches asBits(int size) {
        if (bits != null) {
            return this;
        }
        FixedBitSet set = new FixedBitSet(size);
        for (int doc : docs) {
            set.set(doc);
        }
        return new LeafMatches(set, NONE, count);
    }

    /// About how many bytes of memory it takes.
    int weight() {
        return 128 + docs.length * 4 + (bits == null ? 0 : bits.length() / 8);
    }
}
