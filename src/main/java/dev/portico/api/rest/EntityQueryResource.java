package dev.portico.api.rest;

import dev.portico.model.EntityFilter;
import dev.portico.model.PredicateParser;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.query.CatalogQuery;
import dev.portico.query.ForViewer;
import dev.portico.query.OrderBy;
import dev.portico.query.Page;
import dev.portico.query.PageKey;
import dev.portico.query.PageRequest;
import dev.portico.query.TextFilter;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `/entities/by-query`: pages by cursor, forwards and backwards.
@Singleton
@RunOnVirtualThread
@Path("/api/catalog")
public final class EntityQueryResource {
    private static final int DEFAULT_LIMIT = 200;

    private final CatalogQuery query;

    EntityQueryResource(@ForViewer CatalogQuery query) {
        this.query = query;
    }

    @GET
    @Path("/entities/by-query")
    @Produces("application/json")
    public Response get(@Context UriInfo uri) {
        Parameters parameters =
                Parameters.of(
                        uri,
                        "fields",
                        "limit",
                        "offset",
                        "orderField",
                        "cursor",
                        "filter",
                        "totalItems",
                        "fullTextFilterTerm",
                        "fullTextFilterFields");
        FieldProjection fields = FieldProjection.of(parameters.commaList("fields"));
        Integer limit = parameters.integer("limit");
        Integer offset = parameters.integer("offset");
        String totalItems = parameters.oneOf("totalItems", "include", "exclude");
        String cursor = parameters.text("cursor");
        if (cursor != null) {
            return answer(new Question(Cursor.decode(cursor), limit, null, false), fields);
        }
        List<Cursor.OrderField> orders = new ArrayList<>();
        for (String order : parameters.list("orderField")) {
            String[] parts = order.split(",", -1);
            orders.add(Cursor.OrderField.of(parts[0], parts.length > 1 ? parts[1] : null));
        }
        Cursor start = Cursor.start(orders, fullText(parameters), filter(parameters));
        return answer(new Question(start, limit, offset, !"exclude".equals(totalItems)), fields);
    }

    private static Cursor.@Nullable FullText fullText(Parameters parameters) {
        List<String> terms = parameters.list("fullTextFilterTerm");
        List<String> fields = parameters.commaList("fullTextFilterFields");
        return terms.isEmpty()
                ? null
                : new Cursor.FullText(terms.getFirst(), fields.isEmpty() ? null : fields);
    }

    private static @Nullable JsonObject filter(Parameters parameters) {
        return FilterParser.parse(parameters.list("filter")).orElse(null);
    }

    @POST
    @Path("/entities/by-query")
    @Produces("application/json")
    public Response post(
            @Context UriInfo uri, @Context HttpHeaders headers, byte @Nullable [] bytes) {
        Parameters.of(uri);
        JsonBody body = JsonBody.optional(headers, bytes);
        FieldProjection fields = FieldProjection.of(body.texts("fields"));
        Integer limit = body.integer("limit");
        String cursor = body.text("cursor");
        if (cursor != null) {
            return answer(new Question(Cursor.decode(cursor), limit, null, false), fields);
        }
        List<Cursor.OrderField> orders = new ArrayList<>();
        for (JsonObject order : body.objects("orderBy")) {
            JsonBody orderBy = new JsonBody(order);
            orders.add(
                    Cursor.OrderField.of(
                            orderBy.requireText("field"), orderBy.requireText("order")));
        }
        String totalItems = body.oneOf("totalItems", "include", "exclude");
        Cursor start = Cursor.start(orders, fullText(body), body.object("query"));
        return answer(
                new Question(start, limit, body.integer("offset"), !"exclude".equals(totalItems)),
                fields);
    }

    private static Cursor.@Nullable FullText fullText(JsonBody body) {
        JsonObject given = body.object("fullTextFilter");
        if (given == null) {
            return null;
        }
        JsonBody fullText = new JsonBody(given);
        String term = fullText.text("term");
        return new Cursor.FullText(
                term == null ? "" : term, fullText.has("fields") ? fullText.texts("fields") : null);
    }

    /// What is asked for beside the fields.
    ///
    /// @param count whether to count where the cursor holds no total yet
    private record Question(
            Cursor cursor, @Nullable Integer givenLimit, @Nullable Integer offset, boolean count) {
        int limit() {
            return givenLimit == null ? DEFAULT_LIMIT : givenLimit;
        }
    }

    private Response answer(Question question, FieldProjection fields) {
        Cursor cursor = question.cursor();
        boolean count = question.count() && cursor.totalItems() == null;
        Page page = EntityPages.read(query, request(question, count));
        long total = cursor.totalItems() != null ? cursor.totalItems() : Math.max(0, page.total());
        Map<String, Object> pageInfo = new LinkedHashMap<>();
        if (!page.rows().isEmpty() && question.limit() > 0) {
            List<@Nullable String> first = values(cursor, page.rows().getFirst());
            List<@Nullable String> last = values(cursor, page.rows().getLast());
            List<@Nullable String> start =
                    Objects.requireNonNullElse(cursor.firstSortFieldValues(), first);
            if (cursor.isPrevious() || page.more()) {
                pageInfo.put("nextCursor", cursor.at(last, start, false, total).encode());
            }
            if (!cursor.isStart() && !first.equals(start)) {
                pageInfo.put("prevCursor", cursor.at(first, start, true, total).encode());
            }
        }
        String rest = ",\"totalItems\":" + total + ",\"pageInfo\":" + JsonValues.toJson(pageInfo);
        return EntityBodies.ok(EntityBodies.items(page.entities(), fields, rest));
    }

    private static PageRequest request(Question question, boolean count) {
        Cursor cursor = question.cursor();
        Cursor.OrderField sort = cursor.sort();
        return new PageRequest(
                cursor.query() == null ? EntityFilter.ALL : PredicateParser.parse(cursor.query()),
                textFilter(cursor),
                sort == null ? List.of() : List.of(new OrderBy(sort.field(), sort.descending())),
                PageRequest.Rows.PER_VALUE,
                key(cursor),
                cursor.isPrevious(),
                question.offset() == null ? 0 : question.offset(),
                question.limit(),
                count);
    }

    private static @Nullable TextFilter textFilter(Cursor cursor) {
        if (cursor.fullText() == null || cursor.fullText().term().isBlank()) {
            return null;
        }
        return new TextFilter(cursor.fullText().term().trim(), cursor.fullTextKeys());
    }

    private static @Nullable PageKey key(Cursor cursor) {
        List<@Nullable String> values = cursor.orderFieldValues();
        if (values == null) {
            return null;
        }
        String uid = values.getLast();
        return uid == null ? null : new PageKey(values.subList(0, values.size() - 1), uid);
    }

    private static List<@Nullable String> values(Cursor cursor, Page.Row row) {
        List<@Nullable String> values = new ArrayList<>();
        if (cursor.sort() != null) {
            values.add(row.key().values().getFirst());
        }
        values.add(row.key().uid());
        return Collections.unmodifiableList(values);
    }
}
