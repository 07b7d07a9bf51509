package dev.portico.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.portico.model.EntityFilter;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSet;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.util.DocIdSetBuilder;
import org.jspecify.annotations.Nullable;

/// Which documents of a segment a kept filter holds for, deleted ones included: found once, and
/// kept until the segment is closed or the memory is needed for others. A change of the catalog
/// costs the segment that it makes, whatever else is deleted by it; another filter finds its own.
final class KeptFilters {
    private static final long BYTES = 64L << 20;
    private static final int ENTRY = 256;

    private final Map<IndexReader.CacheKey, Set<Key>> bySegment = new ConcurrentHashMap<>();
    private final Cache<Key, DocIdSet> found =
            Caffeine.newBuilder()
                    .maximumWeight(BYTES)
                    .weigher((Key _, DocIdSet set) -> ENTRY + (int) set.ramBytesUsed())
                    .executor(Runnable::run)
                    .evictionListener(
                            (@Nullable Key key, @Nullable DocIdSet _, RemovalCause _) -> drop(key))
                    .build();

    /// A segment without regard to deletions, and the filter.
    private record Key(IndexReader.CacheKey segment, EntityFilter.Kept filter) {}

    DocIdSet in(LeafReaderContext leaf, EntityFilter.Kept filter, IndexSearcher searcher)
            throws IOException {
        IndexReader.CacheHelper core = leaf.reader().getCoreCacheHelper();
        Key key = new Key(core.getKey(), filter);
        DocIdSet known = found.getIfPresent(key);
        if (known != null) {
            return known;
        }
        DocIdSet now = find(leaf, filter, searcher);
        bySegment
                .computeIfAbsent(
                        core.getKey(),
                        _ -> {
                            core.addClosedListener(this::forget);
                            return ConcurrentHashMap.newKeySet();
                        })
                .add(key);
        found.put(key, now);
        return now;
    }

    private void drop(@Nullable Key key) {
        Set<Key> others = key == null ? null : bySegment.get(key.segment());
        if (others != null && key != null) {
            others.remove(key);
        }
    }

    private void forget(IndexReader.CacheKey segment) {
        found.invalidateAll(bySegment.remove(segment));
    }

    private DocIdSet find(LeafReaderContext leaf, EntityFilter.Kept filter, IndexSearcher searcher)
            throws IOException {
        Query query = searcher.rewrite(new FilterCompiler(this).compile(filter.part()));
        ScorerSupplier scorer =
                searcher.createWeight(query, ScoreMode.COMPLETE_NO_SCORES, 1).scorerSupplier(leaf);
        if (scorer == null) {
            return DocIdSet.EMPTY;
        }
        DocIdSetBuilder set = new DocIdSetBuilder(leaf.reader().maxDoc());
        set.add(scorer.get(scorer.cost()).iterator());
        return set.build();
    }

    /// How many sets are kept, for tests.
    long size() {
        return found.asMap().size();
    }
}
