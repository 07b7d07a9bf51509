package dev.portico.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.jspecify.annotations.Nullable;

/// Answers one search: counts what matches and keeps the best.
final class RankedSearch {
    private final View view;
    private final SearchRequest request;
    private final SearchWords words;

    private RankedSearch(View view, SearchRequest request) {
        this.view = view;
        this.request = request;
        this.words = SearchWords.parse(request.text());
    }

    static SearchPage run(View view, SearchRequest request) {
        RankedSearch search = new RankedSearch(view, request);
        if (request.text().isBlank()) {
            return search.all();
        }
        if (search.words.words().isEmpty()) {
            return new SearchPage(List.of(), 0, search.words, view.position());
        }
        try {
            return search.ranked();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SearchPage all() {
        Page page = PageQuery.run(view, pageByRef());
        return new SearchPage(
                page.entities().stream().map(it -> new SearchPage.Hit(it, 0)).toList(),
                page.total(),
                words,
                page.position());
    }

    private PageRequest pageByRef() {
        return new PageRequest(
                request.filter(),
                null,
                List.of(new OrderBy(OrderBy.REF, false)),
                PageRequest.Rows.PER_ENTITY,
                null,
                false,
                request.offset(),
                request.limit(),
                true);
    }

    private SearchPage ranked() throws IOException {
        IndexSearcher searcher = view.searcher();
        Question filter = new Question(request.filter(), null, null);
        Best best =
                new Best(
                        Matcher.match(view, filter),
                        new RowOrder(view, pageByRef()),
                        request.offset() + request.limit());
        searcher.search(SearchCompiler.compile(words, request.scope()), best);
        Ranked[] ranked = best.nearest.toArray(Ranked[]::new);
        Arrays.sort(ranked, best.order);
        List<SearchPage.Hit> hits = new ArrayList<>();
        for (int i = request.offset(); i < ranked.length; i++) {
            RowPlace place = ranked[i].place();
            hits.add(
                    new SearchPage.Hit(
                            view.documents(place.leaf()).load(place.doc()), ranked[i].score()));
        }
        return new SearchPage(hits, best.total, words, view.position());
    }

    private record Ranked(float score, RowPlace place) {}

    /// Keeps the best of all hits.
    private static final class Best extends SimpleCollector {
        private final LeafMatches[] allowed;
        private final Comparator<Ranked> order;
        private final PriorityQueue<Ranked> nearest;
        private final RowOrder byRef;
        private final int wanted;
        private long total;
        private int leaf;
        private @Nullable Scorable scorer;

        Best(LeafMatches[] allowed, RowOrder byRef, int wanted) {
            this.allowed = allowed;
            this.byRef = byRef;
            this.wanted = wanted;
            this.order =
                    Comparator.<Ranked>comparingDouble(Ranked::score)
                            .reversed()
                            .thenComparing(Ranked::place, byRef);
            this.nearest = new PriorityQueue<>(Math.max(1, Math.min(wanted, 64)), order.reversed());
        }

        @Override
        protected void doSetNextReader(LeafReaderContext context) {
            leaf = context.ord;
        }

        @Override
        public void setScorer(Scorable newScorer) {
            scorer = newScorer;
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE;
        }

        @Override
        public void collect(int doc) throws IOException {
            if (!allowed[leaf].has(doc)) {
                return;
            }
            total++;
            if (wanted == 0 || scorer == null) {
                return;
            }
            float score = scorer.score();
            boolean full = nearest.size() == wanted;
            if (full && score < nearest.element().score()) {
                return;
            }
            int[] value = {byRef.column(0, leaf).sortValue(doc, false)};
            Ranked hit = new Ranked(score, new RowPlace(leaf, doc, value));
            if (!full) {
                nearest.add(hit);
            } else if (order.compare(hit, nearest.element()) < 0) {
                nearest.poll();
                nearest.add(hit);
            }
        }
    }
}
