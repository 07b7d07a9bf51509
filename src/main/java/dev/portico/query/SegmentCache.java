package dev.portico.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.IOSupplier;

/// Keeps what was made of segments: always their [Segment], and the columns and matches used last,
/// up to a number of bytes.
final class SegmentCache {
    private static final long COLUMN_BYTES = 128L << 20;
    private static final long MATCH_BYTES = 32L << 20;

    private final Map<IndexReader.CacheKey, Segment> segments = new ConcurrentHashMap<>();
    private final Cache<ColumnKey, Column> columns =
            Caffeine.newBuilder()
                    .maximumWeight(COLUMN_BYTES)
                    .weigher((ColumnKey _, Column column) -> column.weight())
                    .executor(Runnable::run)
                    .build();
    private final Cache<MatchKey, LeafMatches> matches =
            Caffeine.newBuilder()
                    .maximumWeight(MATCH_BYTES)
                    .weigher((MatchKey _, LeafMatches it) -> it.weight())
                    .executor(Runnable::run)
                    .build();

    private final KeptFilters kept = new KeptFilters();
    private final Sight.Known sights = new Sight.Known();

    Segment segment(LeafReader reader) {
        IndexReader.CacheHelper core = reader.getCoreCacheHelper();
        return segments.computeIfAbsent(
                core.getKey(),
                key -> {
                    core.addClosedListener(segments::remove);
                    try {
                        return Segment.read(reader);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    /// The column of a key's values in lower case.
    Column values(LeafReader reader, String key) {
        return column(reader, EntityFields.KEY_VALUE, EntityFields.hasValue(SearchRows.lower(key)));
    }

    /// The column that an order goes by.
    Column values(LeafReader reader, OrderBy order) {
        return order.key().equals(OrderBy.REF)
                ? column(reader, EntityFields.REF, "")
                : values(reader, order.key());
    }

    /// The column of a key's values as they were written.
    Column originals(LeafReader reader, String key) {
        String prefix = EntityFields.hasValue(SearchRows.lower(key));
        return column(
                reader,
                EntityFields.KEY_ORIGINAL,
                prefix,
                () -> ColumnReader.originals(reader, new BytesRef(prefix)));
    }

    private Column column(LeafReader reader, String field, String prefix) {
        return column(
                reader,
                field,
                prefix,
                () -> ColumnReader.read(reader, field, new BytesRef(prefix)));
    }

    private Column column(LeafReader reader, String field, String prefix, IOSupplier<Column> read) {
        ColumnKey key = new ColumnKey(reader.getCoreCacheHelper().getKey(), field, prefix);
        Column known = columns.getIfPresent(key);
        if (known != null) {
            return known;
        }
        return columns.get(
                key,
                _ -> {
                    try {
                        return read.get();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    Sight.Known sights() {
        return sights;
    }

    KeptFilters kept() {
        return kept;
    }

    Cache<MatchKey, LeafMatches> matches() {
        return matches;
    }

    private record ColumnKey(IndexReader.CacheKey segment, String field, String prefix) {}

    /// A question to one segment with its deletions.
    record MatchKey(IndexReader.CacheKey reader, Question question) {}
}
