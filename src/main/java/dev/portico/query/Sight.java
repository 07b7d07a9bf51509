package dev.portico.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.portico.model.EntityFilter;
import java.util.BitSet;
import java.util.function.Supplier;
import org.apache.lucene.index.IndexReader;
import org.jspecify.annotations.Nullable;

/// How someone who may not see everything reads the entities of one view: without the relations
/// that lead to what they may not see.
///
/// What came out is kept for who asks again: within the same view it is answered as it is; in
/// another one, where the same document may be shown another way, only what can be seen is looked
/// up anew.
final class Sight {
    private final View view;
    private final EntityFilter.@Nullable Kept seen;
    private final Supplier<LeafMatches[]> matching;
    private LeafMatches @Nullable [] matches;

    /// For one thread.
    ///
    /// @param seen under which it is kept; null for what changes without the view
    /// @param matching finds what can be seen in the view; asked once, when it is needed
    Sight(View view, EntityFilter.@Nullable Kept seen, Supplier<LeafMatches[]> matching) {
        this.view = view;
        this.seen = seen;
        this.matching = matching;
    }

    /// A document of a segment, which never becomes another one, and who sees it.
    private record Key(EntityFilter.Kept seen, IndexReader.CacheKey segment, int doc) {}

    /// @param state token of the view that `shown` is of
    /// @param shown places of the relations that can be seen
    private record Seen(
            IndexedEntity whole,
            StoredRelations relations,
            Object state,
            BitSet shown,
            IndexedEntity veiled) {
        int weight() {
            int json = whole.json().length + (veiled == whole ? 0 : veiled.json().length);
            return Known.RELATION_BYTES * (1 + relations.size()) + json;
        }
    }

    /// What was seen last, by all, up to a number of bytes.
    static final class Known {
        private static final long BYTES = 64L << 20;
        private static final int RELATION_BYTES = 256;

        private final Cache<Key, Seen> entities =
                Caffeine.newBuilder()
                        .maximumWeight(BYTES)
                        .weigher((Key _, Seen it) -> it.weight())
                        .executor(Runnable::run)
                        .build();
    }

    IndexedEntity load(Leaf leaf, int doc, Supplier<IndexedEntity> read) {
        if (seen == null) {
            IndexedEntity whole = read.get();
            StoredRelations relations = StoredRelations.of(whole.json());
            return relations.only(whole, shown(relations));
        }
        Cache<Key, Seen> known = view.cache().sights().entities;
        Key key = new Key(seen, leaf.reader().getCoreCacheHelper().getKey(), doc);
        @Nullable Seen before = known.getIfPresent(key);
        if (before != null && before.state() == view.token()) {
            return before.veiled();
        }
        Seen now = before == null ? first(read.get()) : again(before);
        known.put(key, now);
        return now.veiled();
    }

    private Seen first(IndexedEntity whole) {
        StoredRelations relations = StoredRelations.of(whole.json());
        BitSet shown = shown(relations);
        return new Seen(whole, relations, view.token(), shown, relations.only(whole, shown));
    }

    private Seen again(Seen before) {
        StoredRelations relations = before.relations();
        BitSet shown = shown(relations);
        return new Seen(
                before.whole(),
                relations,
                view.token(),
                shown,
                shown.equals(before.shown())
                        ? before.veiled()
                        : relations.only(before.whole(), shown));
    }

    private BitSet shown(StoredRelations relations) {
        LeafMatches[] now = matches == null ? matching.get() : matches;
        matches = now;
        return relations.where(ref -> view.isAmong(ref, now));
    }
}
