package dev.portico.query;

import java.io.IOException;
import java.util.UUID;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;
import org.jspecify.annotations.Nullable;

/// What is kept in memory of one immutable segment: the uid of each document, which is also their
/// order, and a hash table from refs to documents. Deleted documents are in it too.
final class Segment {
    private static final int SEED = 0x9747b28c;

    private final long[] high;
    private final long[] low;
    private final int[] table;
    private final int[] hashes;
    private final int[] identity;

    private Segment(long[] high, long[] low, int[] table, int[] hashes, int[] identity) {
        this.high = high;
        this.low = low;
        this.table = table;
        this.hashes = hashes;
        this.identity = identity;
    }

    static Segment read(LeafReader reader) throws IOException {
        int size = reader.maxDoc();
        int[] identity = new int[size];
        int[] hashes = new int[size];
        int[] table = new int[Math.max(2, Integer.highestOneBit(size) * 4)];
        BinaryDocValues heads = reader.getBinaryDocValues(EntityFields.HEAD);
        for (int doc = 0; doc < size; doc++) {
            identity[doc] = doc;
            if (heads.advanceExact(doc)) {
                hashes[doc] = hash(StoredEntity.ref(heads.binaryValue()));
                insert(table, hashes[doc], doc);
            }
        }
        return new Segment(
                column(reader, EntityFields.UID_HIGH),
                column(reader, EntityFields.UID_LOW),
                table,
                hashes,
                identity);
    }

    private static long[] column(LeafReader reader, String field) throws IOException {
        long[] column = new long[reader.maxDoc()];
        NumericDocValues values = reader.getNumericDocValues(field);
        for (int doc = 0; doc < column.length; doc++) {
            if (values.advanceExact(doc)) {
                column[doc] = values.longValue();
            }
        }
        return column;
    }

    private static void insert(int[] table, int hash, int doc) {
        int slot = hash & (table.length - 1);
        while (table[slot] != 0) {
            slot = (slot + 1) & (table.length - 1);
        }
        table[slot] = doc + 1;
    }

    static int hash(BytesRef ref) {
        return StringHelper.murmurhash3_x86_32(ref, SEED);
    }

    /// A document whose ref has this hash, which others may have too; -1 for none.
    ///
    /// @param live documents to look for; null for all
    /// @param after the one answered before, to go on; -1 at first
    int candidate(int hash, @Nullable Bits live, int after) {
        boolean behind = after < 0;
        for (int slot = hash & (table.length - 1);
                table[slot] != 0;
                slot = (slot + 1) & (table.length - 1)) {
            int doc = table[slot] - 1;
            if (behind && hashes[doc] == hash && (live == null || live.get(doc))) {
                return doc;
            }
            behind |= doc == after;
        }
        return -1;
    }

    int size() {
        return high.length;
    }

    /// Every document, in the order of uids.
    int[] docs() {
        return identity;
    }

    UUID uid(int doc) {
        return EntityFields.uid(high[doc], low[doc]);
    }

    long high(int doc) {
        return high[doc];
    }

    long low(int doc) {
        return low[doc];
    }

    /// Compares a document's uid with another one, given as it is stored.
    int compareUid(int doc, long otherHigh, long otherLow) {
        int byHigh = Long.compare(high[doc], otherHigh);
        return byHigh != 0 ? byHigh : Long.compare(low[doc], otherLow);
    }

    /// The first of these documents, which are in order, whose uid is not less.
    int lowerBound(int[] docs, int from, int to, UidKey uid) {
        int below = from;
        int above = to;
        while (below < above) {
            int middle = (below + above) >>> 1;
            if (compareUid(docs[middle], uid.high(), uid.low()) < 0) {
                below = middle + 1;
            } else {
                above = middle;
            }
        }
        return below;
    }
}
