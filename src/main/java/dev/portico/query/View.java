package dev.portico.query;

import dev.portico.model.EntityRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// The index as it is at one position. Whoever reads from it holds it open by [#tryAcquire] and
/// [#close].
final class View implements AutoCloseable {
    private static final int[] NO_VALUES = {};

    private final DirectoryReader reader;
    private final IndexSearcher searcher;
    private final List<Leaf> leaves;
    private final SegmentCache cache;
    private final Adjacency adjacency;
    private final long position;

    /// Takes over one reference to the reader.
    View(DirectoryReader reader, SegmentCache cache, Adjacency adjacency, long position) {
        this.reader = reader;
        this.searcher = new IndexSearcher(reader);
        this.searcher.setQueryCache(null);
        this.cache = cache;
        this.adjacency = adjacency;
        this.position = position;
        this.leaves = reader.leaves().stream().map(it -> Leaf.of(it, cache)).toList();
    }

    boolean tryAcquire() {
        return reader.tryIncRef();
    }

    /// Gives back one reference.
    @Override
    public void close() {
        try {
            reader.decRef();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DirectoryReader reader() {
        return reader;
    }

    IndexSearcher searcher() {
        return searcher;
    }

    List<Leaf> leaves() {
        return leaves;
    }

    SegmentCache cache() {
        return cache;
    }

    Adjacency adjacency() {
        return adjacency;
    }

    long position() {
        return position;
    }

    long entities() {
        return reader.numDocs();
    }

    @Nullable IndexedEntity find(EntityRef ref) {
        RowPlace place = locate(ref);
        return place == null ? null : leaves.get(place.leaf()).documents().load(place.doc());
    }

    /// The same when it is among the matches, which are in the order of the leaves.
    @Nullable IndexedEntity find(EntityRef ref, LeafMatches[] matches) {
        RowPlace place = locate(ref);
        return place == null || !matches[place.leaf()].has(place.doc())
                ? null
                : leaves.get(place.leaf()).documents().load(place.doc());
    }

    /// An entity composed anew with the relations it has now; null when there is none.
    @Nullable Composed recompose(EntityRef ref) {
        RowPlace place = locate(ref);
        if (place == null) {
            return null;
        }
        Leaf leaf = leaves.get(place.leaf());
        LeafDocuments documents = leaf.documents();
        return Composed.of(
                ref.toString(),
                leaf.segment().uid(place.doc()),
                Composed.ownDocument(
                        documents.load(place.doc()).json(), documents.head(place.doc()).ownEtag()),
                adjacency.shown(ref));
    }

    private @Nullable RowPlace locate(EntityRef ref) {
        BytesRef text = new BytesRef(ref.toString());
        int hash = Segment.hash(text);
        for (int i = 0; i < leaves.size(); i++) {
            int doc = leaves.get(i).find(text, hash);
            if (doc >= 0) {
                return new RowPlace(i, doc, NO_VALUES);
            }
        }
        return null;
    }

    @Nullable IndexedEntity findByUid(UUID uid) {
        UidKey key = UidKey.parse(uid.toString());
        for (Leaf leaf : leaves) {
            Segment segment = leaf.segment();
            int[] docs = segment.docs();
            int doc = segment.lowerBound(docs, 0, docs.length, key);
            while (doc < docs.length && segment.compareUid(doc, key.high(), key.low()) == 0) {
                if (leaf.isLive(doc)) {
                    return leaf.documents().load(doc);
                }
                doc++;
            }
        }
        return null;
    }
}
