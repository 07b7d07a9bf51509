package dev.portico.web;

import dev.portico.model.EntityFilter;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.query.CatalogQuery;
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
import java.util.ArrayList;
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

    StartPage(CatalogQuery query, Sources sources) {
        this.query = query;
        this.sources = sources;
    }

    @GET
    @Operation(hidden = true)
    public Response start() {
        return page(200, Pages.start(view()));
    }

    private StartView view() {
        List<SourceReport> reports = sources.reports();
        List<StartView.SourceLine> lines = reports.stream().map(StartView.SourceLine::of).toList();
        try {
            List<StartView.KindCount> kinds =
                    query
                            .facets(List.of(KIND), EntityFilter.ALL)
                            .getOrDefault(KIND, List.of())
                            .stream()
                            .map(facet -> new StartView.KindCount(facet.value(), facet.count()))
                            .toList();
            long entities = query.count(EntityFilter.ALL);
            return new StartView(false, entities, kinds, lines, advice(reports));
        } catch (PorticoException e) {
            if (e.code() != ErrorCode.UNAVAILABLE) {
                throw e;
            }
            return new StartView(true, 0, List.of(), lines, advice(reports));
        }
    }

    private static List<String> advice(List<SourceReport> reports) {
        List<String> advice = new ArrayList<>();
        if (reports.stream().noneMatch(StartPage::isOwnRepository)) {
            advice.add(
                    "Name your first repository: set portico.source.git.repositories[0].url in"
                            + " portico.yaml, or start with --demo to look around.");
        }
        if (reports.stream().anyMatch(report -> report.rejectionCount() > 0)) {
            advice.add("Mend the documents that were kept out: follow the links of the sources.");
        }
        if (reports.stream().anyMatch(report -> report.held() != null)) {
            advice.add(
                    "Answer the removals that are held: portico sources confirm NAME, or reject.");
        }
        advice.add("Check a catalog-info.yaml before you push it: portico validate FILE.");
        advice.add("Ask why an entity is there, or is not: portico why REF.");
        return advice;
    }

    private static boolean isOwnRepository(SourceReport report) {
        return !report.info().kind().equals("self") && !report.info().kind().equals("demo");
    }

    @GET
    @Path("/sources/{name}")
    @Operation(hidden = true)
    public Response source(@PathParam("name") String name) {
        Optional<SourceReport> report = sources.report(name);
        return report.isPresent()
                ? page(200, Pages.source(SourceView.of(report.get())))
                : page(404, Pages.noSource(name));
    }

    private static Response page(int status, TemplateInstance page) {
        return Response.status(status).entity(page.render()).type(HTML).build();
    }
}
