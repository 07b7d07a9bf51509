package dev.portico.query;

import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
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
    private final DirectoryReader reader;
    private final IndexSearcher searcher;
    private final List<Leaf> leaves;
    private final SegmentCache cache;
    private final Adjacency adjacency;
    private final long position;
    private final Object token;
    private final @Nullable Sight sight;

    /// Takes over one reference to the reader.
    View(DirectoryReader reader, SegmentCache cache, Adjacency adjacency, long position) {
        this.reader = reader;
        this.searcher = new IndexSearcher(reader);
        this.searcher.setQueryCache(null);
        this.cache = cache;
        this.adjacency = adjacency;
        this.position = position;
        this.leaves = reader.leaves().stream().map(it -> Leaf.of(it, cache)).toList();
        this.token = new Object();
        this.sight = null;
    }

    private View(View all, Sight sight) {
        this.reader = all.reader;
        this.searcher = all.searcher;
        this.cache = all.cache;
        this.adjacency = all.adjacency;
        this.position = all.position;
        this.leaves = all.leaves;
        this.token = all.token;
        this.sight = sight;
    }

    /// The same with the eyes of someone who may not see everything, to be read from as long as
    /// this one is held open. What is read is the same but for the entities.
    View through(Sight eyes) {
        return new View(this, eyes);
    }

    /// A reader of the stored entities of a leaf, for one thread.
    LeafDocuments documents(int leaf) {
        return new LeafDocuments(leaves.get(leaf), sight);
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

    /// Stands for the view without holding it.
    Object token() {
        return token;
    }

    long entities() {
        return reader.numDocs();
    }

    private record Place(int leaf, LeafDocuments documents, int doc) {}

    private @Nullable Place place(EntityRef ref) {
        BytesRef text = new BytesRef(ref.toString());
        int hash = Segment.hash(text);
        for (int i = 0; i < leaves.size(); i++) {
            LeafDocuments documents = leaves.get(i).documents();
            int doc = leaves.get(i).find(text, hash, documents);
            if (doc >= 0) {
                return new Place(i, documents, doc);
            }
        }
        return null;
    }

    /// Whether there is an entity of a ref among the matches, without reading it.
    boolean isAmong(EntityRef ref, LeafMatches[] matches) {
        Place place = place(ref);
        return place != null && matches[place.leaf()].has(place.doc());
    }

    @Nullable IndexedEntity find(EntityRef ref) {
        Place place = place(ref);
        return place == null ? null : place.documents.load(place.doc, ref);
    }

    /// The entities of refs, null for those that are not there or not among the matches.
    ///
    /// @param matches by leaf; null for all entities
    List<@Nullable IndexedEntity> findAll(List<EntityRef> refs, LeafMatches @Nullable [] matches) {
        RefLookup lookup = new RefLookup(refs);
        for (int i = 0; i < leaves.size(); i++) {
            lookup.look(leaves.get(i), documents(i), matches == null ? null : matches[i]);
        }
        return lookup.found();
    }

    /// An entity and the document it was composed of.
    record Stored(IndexedEntity entity, JsonObject document) {}

    @Nullable Stored stored(EntityRef ref) {
        Place place = place(ref);
        if (place == null) {
            return null;
        }
        IndexedEntity entity = place.documents.load(place.doc, ref);
        boolean ownEtag = place.documents.head(place.doc).ownEtag();
        return new Stored(entity, Composed.ownDocument(entity.json(), ownEtag));
    }

    /// The entity composed anew with the relations it has now.
    Composed recompose(Stored stored) {
        EntityRef ref = stored.entity.ref();
        return Composed.of(
                ref.toString(),
                UUID.fromString(stored.entity.uid()),
                stored.document,
                adjacency.shown(ref));
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
