package dev.portico.api.graphql;

import dev.portico.api.graphql.type.EntityNodes;
import dev.portico.api.graphql.type.FilterInput;
import dev.portico.api.graphql.type.HighlightNode;
import dev.portico.api.graphql.type.PageInfoNode;
import dev.portico.api.graphql.type.SearchConnection;
import dev.portico.api.graphql.type.SearchEdge;
import dev.portico.api.graphql.type.SuggestionNode;
import dev.portico.model.Entity;
import dev.portico.query.CatalogQuery;
import dev.portico.query.ForViewer;
import dev.portico.query.SearchPage;
import dev.portico.query.SearchRequest;
import dev.portico.query.SearchRequest.Scope;
import io.smallrye.graphql.api.Nullable;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;

/// The root fields that look for words.
@GraphQLApi
@Singleton
public final class SearchQueries {
    private static final int MAX_PAGE = 100;
    private static final int MAX_SUGGESTIONS = 20;

    private final CatalogQuery query;

    SearchQueries(@ForViewer CatalogQuery query) {
        this.query = query;
    }

    @Query
    @Description(
            "Entities in which every word stands, begins a word or is misspelt by a letter or two, the best first. Names count most, then tags, kind, owner and the like, then descriptions and links.")
    public SearchConnection search(
            @Description(
                            "What to look for: at most 200 characters and 20 words, none of them a command.")
                    String text,
            @Nullable @Description("Only entities that match.") FilterInput filter,
            @Nullable @DefaultValue("20") @Description("How many, at most 100.") Integer first,
            @Nullable @Description("Those behind this cursor, which goes to the 10,000th.")
                    String after) {
        int limit = Limits.within("first", first == null ? 20 : first, 0, MAX_PAGE);
        int offset = after == null ? 0 : Cursors.rank(after);
        SearchPage page = query.search(request(text, filter, Scope.EVERYTHING, offset, limit));
        List<SearchEdge> edges = new ArrayList<>();
        for (SearchPage.Hit hit : page.hits()) {
            int rank = offset + edges.size() + 1;
            Entity entity = hit.entity().entity();
            edges.add(
                    new SearchEdge(
                            Cursors.ofRank(rank),
                            rank,
                            hit.score(),
                            EntityNodes.of(entity),
                            page.words().highlights(entity).stream()
                                    .map(HighlightNode::from)
                                    .toList()));
        }
        return new SearchConnection(
                edges,
                edges.stream().map(SearchEdge::node).toList(),
                new PageInfoNode(
                        offset + edges.size() < page.total(),
                        offset > 0,
                        edges.isEmpty() ? null : edges.getFirst().cursor(),
                        edges.isEmpty() ? null : edges.getLast().cursor()),
                page.total(),
                page.position());
    }

    @Query
    @Description(
            "Entities that somebody who types may mean: every word stands in the name or title, begins a word of it or is misspelt. None for a blank text.")
    public List<@NonNull SuggestionNode> suggest(
            @Description("What has been typed so far.") String text,
            @Nullable @Description("Only entities that match.") FilterInput filter,
            @Nullable @DefaultValue("10") @Description("How many, at most 20.") Integer first) {
        int limit = Limits.within("first", first == null ? 10 : first, 1, MAX_SUGGESTIONS);
        if (text.isBlank()) {
            return List.of();
        }
        SearchPage page = query.search(request(text, filter, Scope.NAMES, 0, limit));
        return page.hits().stream().map(hit -> SuggestionNode.from(hit, page.words())).toList();
    }

    private static SearchRequest request(
            String text, @Nullable FilterInput filter, Scope scope, int offset, int limit) {
        return new SearchRequest(text, FilterTranslation.translate(filter), scope, offset, limit);
    }
}
