package dev.portico.query;

import dev.portico.model.EntityRef;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// Finds many refs at once, leaf by leaf, and reads each leaf's documents in their order, so that
/// its readers are opened once.
final class RefLookup {
    private final List<EntityRef> refs;
    private final BytesRef[] texts;
    private final int[] hashes;
    private final boolean[] seen;
    private final @Nullable IndexedEntity[] found;

    RefLookup(List<EntityRef> refs) {
        this.refs = refs;
        this.texts = new BytesRef[refs.size()];
        this.hashes = new int[refs.size()];
        this.seen = new boolean[refs.size()];
        this.found = new @Nullable IndexedEntity[refs.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = new BytesRef(refs.get(i).toString());
            hashes[i] = Segment.hash(texts[i]);
        }
    }

    /// @param documents reads the entities of the leaf
    /// @param matches what may be found; null for all
    void look(Leaf leaf, LeafDocuments documents, @Nullable LeafMatches matches) {
        long[] places = new long[texts.length];
        int count = 0;
        for (int i = 0; i < texts.length; i++) {
            int doc = seen[i] ? -1 : leaf.candidate(hashes[i], -1);
            if (doc >= 0) {
                places[count++] = (long) doc << Integer.SIZE | i;
            }
        }
        Arrays.sort(places, 0, count);
        for (int place = 0; place < count; place++) {
            int i = (int) places[place];
            int doc = (int) (places[place] >>> Integer.SIZE);
            if (!documents.isOf(doc, texts[i])) {
                doc = leaf.find(texts[i], hashes[i], leaf.documents());
            }
            if (doc >= 0) {
                seen[i] = true;
                if (matches == null || matches.has(doc)) {
                    found[i] = documents.load(doc, refs.get(i));
                }
            }
        }
    }

    /// In the order of the refs.
    List<@Nullable IndexedEntity> found() {
        return Arrays.asList(found);
    }
}
