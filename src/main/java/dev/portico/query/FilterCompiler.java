package dev.portico.query;

import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// Turns an entity filter into a Lucene query.
final class FilterCompiler {
    /// Lucene allows 1,024 clauses in one Boolean query; wider ones are nested.
    private static final int MAX_CLAUSES = 1_000;

    private final KeptFilters kept;

    FilterCompiler(KeptFilters kept) {
        this.kept = kept;
    }

    Query compile(EntityFilter filter) {
        return switch (filter) {
            case EntityFilter.And(var parts) -> all(parts.stream().map(this::compile).toList());
            case EntityFilter.Or(var parts) -> any(parts.stream().map(this::compile).toList());
            case EntityFilter.Not(var part) ->
                    new BooleanQuery.Builder()
                            .add(MatchAllDocsQuery.INSTANCE, Occur.FILTER)
                            .add(compile(part), Occur.MUST_NOT)
                            .build();
            case EntityFilter.Kept known -> new KeptQuery(known, kept);
            case EntityFilter.Exists(var key) -> term(EntityFields.KEY, SearchRows.lower(key));
            case EntityFilter.In(var key, var values) -> in(SearchRows.lower(key), values);
            case EntityFilter.Prefix(var key, var prefix) ->
                    new PrefixQuery(
                            new Term(
                                    EntityFields.KEY_VALUE,
                                    EntityFields.term(
                                            SearchRows.lower(key), SearchRows.lower(prefix))));
            case EntityFilter.Related(var type, var targets) -> related(type, targets);
            case EntityFilter.Refs(var refs) ->
                    anyTerm(EntityFields.REF, refs.stream().map(EntityRef::toString).toList());
        };
    }

    /// Entities for which a key has a value that is not null.
    static Query hasValue(String key) {
        return term(EntityFields.KEY, EntityFields.hasValue(SearchRows.lower(key)));
    }

    static Query all(List<Query> parts) {
        if (parts.isEmpty()) {
            return MatchAllDocsQuery.INSTANCE;
        }
        return nest(parts, Occur.FILTER);
    }

    private static Query any(List<Query> parts) {
        if (parts.isEmpty()) {
            return new MatchNoDocsQuery("nothing to choose from");
        }
        return nest(parts, Occur.SHOULD);
    }

    private static Query nest(List<Query> parts, Occur occur) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        List<Query> level = parts;
        while (level.size() > MAX_CLAUSES) {
            List<Query> next = new ArrayList<>();
            for (int i = 0; i < level.size(); i += MAX_CLAUSES) {
                next.add(flat(level.subList(i, Math.min(i + MAX_CLAUSES, level.size())), occur));
            }
            level = next;
        }
        return flat(level, occur);
    }

    private static Query flat(List<Query> parts, Occur occur) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        parts.forEach(part -> query.add(part, occur));
        return new ConstantScoreQuery(query.build());
    }

    private static Query in(String key, List<String> values) {
        return anyTerm(
                EntityFields.KEY_VALUE,
                values.stream()
                        .map(value -> EntityFields.term(key, SearchRows.lower(value)))
                        .toList());
    }

    private static Query related(@Nullable String type, @Nullable List<String> targets) {
        if (type == null) {
            return targets == null
                    ? term(EntityFields.TARGET, EntityFields.ANY_TARGET)
                    : anyTerm(
                            EntityFields.TARGET, targets.stream().map(SearchRows::lower).toList());
        }
        String key = "relations." + SearchRows.lower(type);
        return targets == null ? term(EntityFields.KEY, key) : in(key, targets);
    }

    private static Query anyTerm(String field, Collection<String> terms) {
        return switch (terms.size()) {
            case 0 -> new MatchNoDocsQuery("no values to choose from");
            case 1 -> term(field, terms.iterator().next());
            default -> new TermInSetQuery(field, terms.stream().map(BytesRef::new).toList());
        };
    }

    private static Query term(String field, String text) {
        return new TermQuery(new Term(field, text));
    }
}
