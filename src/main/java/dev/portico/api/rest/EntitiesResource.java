package dev.portico.api.rest;

import dev.portico.model.EntityFilter;
import dev.portico.model.PredicateParser;
import dev.portico.platform.PorticoException;
import dev.portico.query.CatalogQuery;
import dev.portico.query.ForViewer;
import dev.portico.query.OrderBy;
import dev.portico.query.Page;
import dev.portico.query.PageRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `GET /entities`: the catalog as one array, whole or in pages linked by a header.
@Singleton
@RunOnVirtualThread
@Path("/api/catalog")
public final class EntitiesResource {
    private static final Pattern ORDER = Pattern.compile("(asc|desc):(.+)", Pattern.DOTALL);

    private final CatalogQuery query;

    EntitiesResource(@ForViewer CatalogQuery query) {
        this.query = query;
    }

    @GET
    @Path("/entities")
    @Produces("application/json")
    public Response entities(@Context UriInfo uri) {
        Parameters parameters =
                Parameters.of(uri, "filter", "fields", "limit", "offset", "after", "order");
        EntityFilter filter =
                FilterParser.parse(parameters.list("filter"))
                        .map(PredicateParser::parse)
                        .orElse(EntityFilter.ALL);
        FieldProjection fields = FieldProjection.of(parameters.commaList("fields"));
        List<OrderBy> orders = orders(parameters);
        AfterToken start = start(parameters);
        return start == null
                ? whole(filter, orders, fields)
                : page(uri, start, filter, orders, fields);
    }

    private static List<OrderBy> orders(Parameters parameters) {
        List<OrderBy> orders = new ArrayList<>();
        for (String order : parameters.list("order")) {
            Matcher matcher = ORDER.matcher(order);
            if (!matcher.matches()) {
                throw PorticoException.invalid(
                        "Invalid order parameter \""
                                + order
                                + "\", expected \"<asc or desc>:<field name>\"");
            }
            orders.add(new OrderBy(matcher.group(2), matcher.group(1).equals("desc")));
        }
        return orders;
    }

    private static @Nullable AfterToken start(Parameters parameters) {
        if (!parameters.has("limit") && !parameters.has("offset") && !parameters.has("after")) {
            return null;
        }
        Integer limit = parameters.integer("limit");
        Integer offset = parameters.integer("offset");
        String after = parameters.text("after");
        if (limit != null && limit == 0) {
            throw PorticoException.invalid("Invalid limit, must be greater than zero");
        }
        AfterToken given = new AfterToken(limit, offset == null ? 0 : offset, null);
        return after == null ? given : AfterToken.decode(after, given);
    }

    private Response page(
            UriInfo uri,
            AfterToken start,
            EntityFilter filter,
            List<OrderBy> orders,
            FieldProjection fields) {
        int limit = start.limit() == null ? Integer.MAX_VALUE : start.limit();
        Page page =
                EntityPages.read(
                        query,
                        new PageRequest(
                                filter,
                                null,
                                orders.isEmpty()
                                        ? List.of(new OrderBy(OrderBy.REF, false))
                                        : orders,
                                PageRequest.Rows.PER_ENTITY,
                                start.key(),
                                false,
                                start.key() == null ? start.offset() : 0,
                                limit,
                                false));
        Response.ResponseBuilder response =
                Response.ok(EntityBodies.array(page.entities(), fields), EntityBodies.JSON);
        if (page.more() && !page.rows().isEmpty()) {
            AfterToken next =
                    new AfterToken(
                            start.limit(),
                            start.offset() + page.rows().size(),
                            page.rows().getLast().key());
            response.header("link", "<" + next.url(uri) + ">; rel=\"next\"");
        }
        return response.build();
    }

    /// The first page is read before the response begins, so that a bad request gets its status.
    private Response whole(EntityFilter filter, List<OrderBy> orders, FieldProjection fields) {
        PageRequest request =
                new PageRequest(
                        filter,
                        null,
                        orders,
                        PageRequest.Rows.PER_VALUE,
                        null,
                        false,
                        0,
                        EntityPages.CHUNK,
                        false);
        Page first = query.query(request);
        if (!first.more()) {
            return EntityBodies.ok(EntityBodies.array(first.entities(), fields));
        }
        StreamingOutput body =
                out -> {
                    out.write('[');
                    EntityBodies.append(out, first.entities(), fields, true);
                    Page page = first;
                    while (page.more()) {
                        page =
                                query.query(
                                        EntityPages.from(
                                                request,
                                                page.rows().getLast().key(),
                                                EntityPages.CHUNK));
                        EntityBodies.append(out, page.entities(), fields, false);
                    }
                    out.write("]".getBytes(StandardCharsets.UTF_8));
                };
        return Response.ok(body, EntityBodies.JSON).build();
    }
}
