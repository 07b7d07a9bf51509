package dev.portico.query;

import dev.portico.model.EntityFilter;
import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConstantScoreScorerSupplier;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/// A kept filter within a query, answered by what is known of it.
final class KeptQuery extends Query {
    private final EntityFilter.Kept filter;
    private final KeptFilters known;

    KeptQuery(EntityFilter.Kept filter, KeptFilters known) {
        this.filter = filter;
        this.known = known;
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) {
        return new ConstantScoreWeight(this, boost) {
            @Override
            public @Nullable ScorerSupplier scorerSupplier(LeafReaderContext leaf)
                    throws IOException {
                DocIdSetIterator docs = known.in(leaf, filter, searcher).iterator();
                return docs == null
                        ? null
                        : ConstantScoreScorerSupplier.fromIterator(
                                docs, score(), scoreMode, leaf.reader().maxDoc());
            }

            @Override
            public boolean isCacheable(LeafReaderContext leaf) {
                return true;
            }
        };
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public String toString(String field) {
        return filter.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeptQuery that && filter == that.filter && known == that.known;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(filter);
    }
}
