package dev.portico.query;

import dev.portico.query.SearchWords.Word;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/// Turns words into a Lucene query. Pure.
///
/// Every word counts by the best way in which it matches: as a name, as the start of one, as a
/// fact, in prose, misspelt. The steps are fixed, so that an order can be foreseen; how rare a word
/// is among names, and how short the name, decides between equals.
final class SearchCompiler {
    /// The name as a whole, and its start.
    private static final float WHOLE = 12;

    private static final float WHOLE_START = 6;
    private static final float SAME_NAME = 20;

    /// A field with what a match of a word of it counts: the word itself, a start, a misspelling.
    private record Steps(String field, float exact, float start, float nearly) {}

    private static final Steps NAMES = new Steps(EntityFields.NAMES, 8, 5, 2);
    private static final List<Steps> ALL =
            List.of(
                    NAMES,
                    new Steps(EntityFields.FACTS, 4, 2, 0.8f),
                    new Steps(EntityFields.PROSE, 3, 1, 0.5f));

    private SearchCompiler() {}

    /// @param words at least one
    static Query compile(SearchWords words, SearchRequest.Scope scope) {
        List<Steps> fields =
                switch (scope) {
                    case EVERYTHING -> ALL;
                    case NAMES -> List.of(NAMES);
                };
        BooleanQuery.Builder every = new BooleanQuery.Builder();
        for (Word word : words.words()) {
            every.add(best(word, fields), Occur.MUST);
            every.add(new TermQuery(new Term(EntityFields.NAMES, word.text())), Occur.SHOULD);
        }
        return new BooleanQuery.Builder()
                .add(every.build(), Occur.SHOULD)
                .add(counted(new TermQuery(whole(words.joined())), SAME_NAME), Occur.SHOULD)
                .build();
    }

    private static Query best(Word word, List<Steps> fields) {
        List<Query> ways = new ArrayList<>();
        ways.add(counted(new TermQuery(whole(word.text())), WHOLE));
        ways.add(counted(new PrefixQuery(whole(word.text())), WHOLE_START));
        for (Steps steps : fields) {
            Term term = new Term(steps.field(), word.text());
            ways.add(counted(new TermQuery(term), steps.exact()));
            ways.add(counted(new PrefixQuery(term), steps.start()));
            if (word.isFuzzy()) {
                ways.add(counted(new AutomatonQuery(term, word.nearly()), steps.nearly()));
            }
        }
        return new DisjunctionMaxQuery(ways, 0);
    }

    private static Term whole(String text) {
        return new Term(EntityFields.WHOLE, text);
    }

    private static Query counted(Query query, float score) {
        return new BoostQuery(new ConstantScoreQuery(query), score);
    }
}
