package dev.portico.api.rest;

import dev.portico.platform.json.JsonValues;
import dev.portico.query.CatalogQuery;
import dev.portico.query.ForViewer;
import dev.portico.query.Highlight;
import dev.portico.query.SearchPage;
import dev.portico.query.SearchRequest;
import dev.portico.query.SearchWords;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// `/api/search/query` as Backstage's search plugin asks it, with one type of document:
/// `software-catalog`.
@Singleton
@RunOnVirtualThread
@Path("/api/search")
public final class SearchResource {
    private static final String TITLE = "title";

    /// No text of the catalog can hold these, since nobody knows them before.
    private static final String MARK = UUID.randomUUID().toString();

    private static final String PRE_TAG = "<" + MARK + ">";
    private static final String POST_TAG = "</" + MARK + ">";

    private final CatalogQuery query;

    SearchResource(@ForViewer CatalogQuery query) {
        this.query = query;
    }

    @GET
    @Path("/query")
    @Produces("application/json")
    public Response get(@Context UriInfo uri) {
        SearchParameters asked = SearchParameters.of(uri);
        SearchPage page =
                query.search(
                        new SearchRequest(
                                asked.term(),
                                asked.filter(),
                                SearchRequest.Scope.EVERYTHING,
                                asked.offset(),
                                asked.limit()));
        List<Map<String, Object>> results = new ArrayList<>();
        for (SearchPage.Hit hit : page.hits()) {
            Map<String, Object> document = SearchDocument.of(hit.entity());
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("type", SearchDocument.TYPE);
            result.put("document", document);
            result.put("rank", asked.offset() + results.size() + 1);
            result.put("highlight", highlight(document, page.words()));
            results.add(result);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("results", results);
        boolean more = asked.offset() + asked.limit() < page.total();
        if (more && asked.canGoOn()) {
            body.put("nextPageCursor", asked.cursor(1));
        }
        if (asked.page() > 0) {
            body.put("previousPageCursor", asked.cursor(-1));
        }
        body.put("numberOfResults", page.total());
        return EntityBodies.ok(JsonValues.toBytes(body));
    }

    private static Map<String, Object> highlight(Map<String, Object> document, SearchWords words) {
        Map<String, Object> fields = new LinkedHashMap<>();
        document.forEach(
                (key, value) -> {
                    String text = (String) value;
                    List<Highlight.Span> spans =
                            key.equals(TITLE) ? words.nameSpans(text) : words.spans(text);
                    if (!spans.isEmpty() && !key.equals(SearchDocument.LOCATION)) {
                        fields.put(key, marked(text, spans));
                    }
                });
        Map<String, Object> highlight = new LinkedHashMap<>();
        highlight.put("preTag", PRE_TAG);
        highlight.put("postTag", POST_TAG);
        highlight.put("fields", fields);
        return highlight;
    }

    private static String marked(String text, List<Highlight.Span> spans) {
        StringBuilder marked = new StringBuilder(text);
        for (Highlight.Span span : spans.reversed()) {
            marked.insert(span.end(), POST_TAG).insert(span.start(), PRE_TAG);
        }
        return marked.toString();
    }
}
