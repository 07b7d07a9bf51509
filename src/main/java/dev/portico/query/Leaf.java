package dev.portico.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// One segment of a view, with its deletions.
record Leaf(LeafReaderContext context, Segment segment, @Nullable Bits live) {
    static Leaf of(LeafReaderContext context, SegmentCache cache) {
        LeafReader reader = context.reader();
        return new Leaf(context, cache.segment(reader), reader.getLiveDocs());
    }

    LeafReader reader() {
        return context.reader();
    }

    boolean isLive(int doc) {
        return live == null || live.get(doc);
    }

    /// A reader of stored entities, for one thread.
    LeafDocuments documents() {
        return new LeafDocuments(this);
    }

    /// The live document of a ref; -1 for none.
    int find(BytesRef ref, int hash) {
        try {
            BinaryDocValues heads = null;
            for (int slot = segment.slot(hash);
                    segment.docAt(slot) >= 0;
                    slot = segment.nextSlot(slot)) {
                int doc = segment.docAt(slot);
                if (!isLive(doc)) {
                    continue;
                }
                if (heads == null || heads.docID() >= doc) {
                    heads = reader().getBinaryDocValues(EntityFields.HEAD);
                }
                if (heads.advanceExact(doc) && StoredEntity.isOf(heads.binaryValue(), ref)) {
                    return doc;
                }
            }
            return -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
