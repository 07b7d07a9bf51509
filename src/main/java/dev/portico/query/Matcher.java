package dev.portico.query;

import dev.portico.query.SegmentCache.MatchKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/// Finds which documents of a view answer a question, segment by segment, so that a segment that
/// did not change is not asked twice.
final class Matcher {
    private final View view;
    private final Question question;
    private @Nullable Weight weight;

    private Matcher(View view, Question question) {
        this.view = view;
        this.question = question;
    }

    /// In the order of the view's leaves.
    static LeafMatches[] match(View view, Question question) {
        Matcher matcher = new Matcher(view, question);
        List<Leaf> leaves = view.leaves();
        LeafMatches[] matches = new LeafMatches[leaves.size()];
        for (int i = 0; i < matches.length; i++) {
            matches[i] = matcher.cached(leaves.get(i));
        }
        return matches;
    }

    static long total(LeafMatches[] matches) {
        long total = 0;
        for (LeafMatches leaf : matches) {
            total += leaf.count();
        }
        return total;
    }

    private LeafMatches cached(Leaf leaf) {
        if (!question.isKept()) {
            return found(leaf);
        }
        MatchKey key = new MatchKey(leaf.reader().getReaderCacheHelper().getKey(), question);
        LeafMatches known = view.cache().matches().getIfPresent(key);
        if (known != null) {
            return known;
        }
        LeafMatches found = found(leaf);
        view.cache().matches().put(key, found);
        return found;
    }

    private LeafMatches found(Leaf leaf) {
        try {
            return find(leaf);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LeafMatches find(Leaf leaf) throws IOException {
        ScorerSupplier scorer = weight().scorerSupplier(leaf.context());
        int size = leaf.segment().size();
        if (scorer == null) {
            return LeafMatches.of(new int[0], 0);
        }
        TextFilter text = question.text();
        if (scorer.cost() <= size / 32) {
            return few(leaf, scorer, text == null ? null : new TextTest(view, leaf, text));
        }
        FixedBitSet bits = new FixedBitSet(size);
        DocIdSetIterator iterator = scorer.get(scorer.cost()).iterator();
        if (iterator.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
            iterator.intoBitSet(DocIdSetIterator.NO_MORE_DOCS, bits, 0);
        }
        if (leaf.live() != null) {
            leaf.live().applyMask(bits, 0);
        }
        if (text != null) {
            bits.and(new TextTest(view, leaf, text).all());
        }
        return LeafMatches.of(bits);
    }

    private static LeafMatches few(Leaf leaf, ScorerSupplier scorer, @Nullable TextTest text)
            throws IOException {
        int[] docs = new int[(int) Math.max(1, scorer.cost())];
        int count = 0;
        DocIdSetIterator iterator = scorer.get(scorer.cost()).iterator();
        for (int doc = iterator.nextDoc();
                doc != DocIdSetIterator.NO_MORE_DOCS;
                doc = iterator.nextDoc()) {
            if (leaf.isLive(doc) && (text == null || text.test(doc))) {
                docs = ArrayUtil.grow(docs, count + 1);
                docs[count++] = doc;
            }
        }
        return LeafMatches.of(docs, count);
    }

    private Weight weight() throws IOException {
        Weight known = weight;
        if (known != null) {
            return known;
        }
        Query query = new FilterCompiler(view.cache().kept()).compile(question.filter());
        String withValue = question.withValue();
        if (withValue != null && !withValue.equals(OrderBy.REF)) {
            query = FilterCompiler.all(List.of(query, FilterCompiler.hasValue(withValue)));
        }
        IndexSearcher searcher = view.searcher();
        Weight made =
                searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
        weight = made;
        return made;
    }

    /// The substring test over the values of some keys in one segment.
    private static final class TextTest {
        private final byte[] part;
        private final List<Column> columns;
        private final int size;

        TextTest(View view, Leaf leaf, TextFilter text) {
            this.part = SearchRows.lower(text.term()).getBytes(StandardCharsets.UTF_8);
            this.columns =
                    text.keys().stream()
                            .distinct()
                            .map(key -> view.cache().values(leaf.reader(), key))
                            .toList();
            this.size = leaf.segment().size();
        }

        boolean test(int doc) {
            for (Column column : columns) {
                for (int n = column.count(doc) - 1; n >= 0; n--) {
                    if (column.contains(column.value(doc, n), part)) {
                        return true;
                    }
                }
            }
            return false;
        }

        FixedBitSet all() {
            FixedBitSet found = new FixedBitSet(size);
            for (Column column : columns) {
                for (int value = column.nextContaining(0, part);
                        value >= 0;
                        value = column.nextContaining(value + 1, part)) {
                    int end = column.groupStart(value + 1);
                    for (int row = column.groupStart(value); row < end; row++) {
                        found.set(column.rows()[row]);
                    }
                }
            }
            return found;
        }
    }
}
