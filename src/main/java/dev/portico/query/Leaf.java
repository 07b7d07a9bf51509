package dev.portico.query;

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
        return new LeafDocuments(this, null);
    }

    /// A live document whose ref has this hash; -1 for none. See [Segment#candidate].
    int candidate(int hash, int after) {
        return segment.candidate(hash, live, after);
    }

    /// The live document of a ref; -1 for none.
    int find(BytesRef ref, int hash, LeafDocuments documents) {
        int doc = candidate(hash, -1);
        while (doc >= 0 && !documents.isOf(doc, ref)) {
            doc = candidate(hash, doc);
        }
        return doc;
    }
}
