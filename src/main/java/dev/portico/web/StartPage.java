package dev.portico.web;

import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.model.EntityFilter;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.query.CatalogQuery;
import dev.portico.query.ForViewer;
import dev.portico.source.SourceReport;
import dev.portico.source.Sources;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// The plain pages of the start: what the catalog holds, how its sources are, where to go on.
@Singleton
@RunOnVirtualThread
@Path("/")
@Produces(StartPage.HTML)
public final class StartPage {
    static final String HTML = "text/html; charset=utf-8";
    private static final String KIND = "kind";

    private final CatalogQuery query;
    private final Sources sources;
    private final Gate gate;

    StartPage(@ForViewer CatalogQuery query, Sources sources, Gate gate) {
        this.gate = gate;
        this.query = query;
        this.sources = sources;
    }

    @GET
    @Operation(hidden = true)
    public Response start() {
        return page(200, Pages.start(view()));
    }

    private StartView view() {
        List<SourceReport> reports =
                gate.allows(Permission.SOURCE_READ) ? sources.reports() : List.of();
        try {
            List<StartView.KindCount> kinds =
                    query
                            .facets(List.of(KIND), EntityFilter.ALL)
                            .getOrDefault(KIND, List.of())
                            .stream()
                            .map(facet -> new StartView.KindCount(facet.value(), facet.count()))
                            .toList();
            return StartView.of(reports, query.count(EntityFilter.ALL), kinds);
        } catch (PorticoException e) {
            if (e.code() != ErrorCode.UNAVAILABLE) {
                throw e;
            }
            return StartView.building(reports);
        }
    }

    @GET
    @Path("/sources/{name}")
    @Operation(hidden = true)
    public Response source(@PathParam("name") String name) {
        gate.require(Permission.SOURCE_READ);
        Optional<SourceReport> report = sources.report(name);
        return report.isPresent()
                ? page(200, Pages.source(SourceView.of(report.get())))
                : page(404, Pages.noSource(name));
    }

    private static Response page(int status, TemplateInstance page) {
        return Response.status(status).entity(page.render()).type(HTML).build();
    }
}
