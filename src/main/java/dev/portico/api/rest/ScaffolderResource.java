package dev.portico.api.rest;

import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.query.CatalogQuery;
import dev.portico.query.ForViewer;
import dev.portico.query.IndexedEntity;
import dev.portico.template.KnownRepositories;
import dev.portico.template.TemplateDefinition;
import dev.portico.template.Templates;
import dev.portico.template.Vocabulary;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What Backstage's pages ask before a template is run: its form, the actions and filters there
/// are, suggestions for a field.
@Singleton
@RunOnVirtualThread
@Path("/api/scaffolder/v2")
@Produces("application/json")
public final class ScaffolderResource {
    private static final String PAGE_TITLE = "Please enter the following information";

    private final CatalogQuery query;
    private final Templates templates;
    private final Vocabulary vocabulary;
    private final KnownRepositories repositories;
    private final Gate gate;

    ScaffolderResource(
            @ForViewer CatalogQuery query,
            Templates templates,
            Vocabulary vocabulary,
            KnownRepositories repositories,
            Gate gate) {
        this.gate = gate;
        this.query = query;
        this.templates = templates;
        this.vocabulary = vocabulary;
        this.repositories = repositories;
    }

    /// Answered from memory, also while the database is away.
    @GET
    @Path("/templates/{namespace}/{kind}/{name}/parameter-schema")
    public Response form(
            @Context UriInfo uri,
            @PathParam("namespace") String namespace,
            @PathParam("kind") String kind,
            @PathParam("name") String name) {
        Parameters.of(uri);
        EntityRef ref = new EntityRef(kind, namespace, name);
        IndexedEntity found =
                query.find(ref)
                        .orElseThrow(
                                () ->
                                        PorticoException.notFound(
                                                "There is no template " + ref + "."));
        return EntityBodies.ok(form(templates.read(found.entity().json())));
    }

    private static Map<String, @Nullable Object> form(TemplateDefinition template) {
        JsonObject metadata = template.entity().object("metadata");
        JsonObject spec = template.entity().object("spec");
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        form.put("title", template.title());
        copy(spec, "presentation", form, "presentation");
        copy(metadata, "description", form, "description");
        copy(metadata, "ui:options", form, "ui:options");
        form.put("steps", template.pages().stream().map(ScaffolderResource::page).toList());
        copy(spec, "EXPERIMENTAL_formDecorators", form, "formDecorators");
        copy(spec, "formDecorators", form, "formDecorators");
        return form;
    }

    private static Map<String, @Nullable Object> page(JsonObject schema) {
        Map<String, @Nullable Object> page = new LinkedHashMap<>();
        page.put("title", schema.text("title").orElse(PAGE_TITLE));
        copy(schema, "description", page, "description");
        page.put("schema", schema);
        return page;
    }

    private static void copy(
            JsonObject from, String key, Map<String, @Nullable Object> to, String name) {
        if (from.has(key)) {
            to.put(name, from.value(key));
        }
    }

    @GET
    @Path("/actions")
    public Response actions(@Context UriInfo uri) {
        Parameters.of(uri);
        gate.requireReader();
        return EntityBodies.ok(
                (Object) vocabulary.actions().stream().map(ScaffolderResource::action).toList());
    }

    static Map<String, @Nullable Object> action(Vocabulary.ActionDoc action) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", action.id());
        json.put("description", action.description());
        json.put("examples", action.examples().stream().map(ScaffolderResource::example).toList());
        json.put("schema", Map.of("input", action.input(), "output", action.output()));
        return json;
    }

    private static Map<String, Object> example(Vocabulary.Example example) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("description", example.description());
        json.put("example", example.example());
        return json;
    }

    @GET
    @Path("/templating-extensions")
    public Response extensions(@Context UriInfo uri) {
        Parameters.of(uri);
        gate.requireReader();
        Map<String, Object> filters = new LinkedHashMap<>();
        for (Vocabulary.FilterDoc filter : vocabulary.filters()) {
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("input", filter.input());
            schema.put("arguments", filter.arguments());
            schema.put("output", filter.output());
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("description", filter.description());
            json.put("schema", schema);
            json.put(
                    "examples",
                    filter.examples().stream().map(ScaffolderResource::example).toList());
            filters.put(filter.name(), json);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("filters", filters);
        body.put("globals", Map.of("functions", Map.of(), "values", Map.of()));
        return EntityBodies.ok(body);
    }

    /// Backstage's pages go on without suggestions when this fails: people type what they mean. The
    /// token is theirs at the host, and is not used.
    @POST
    @Path("/autocomplete/{provider}/{resource}")
    public Response autocomplete(
            @Context UriInfo uri,
            @Context HttpHeaders headers,
            @PathParam("provider") String provider,
            @PathParam("resource") String resource,
            byte @Nullable [] bytes) {
        Parameters.of(uri);
        JsonBody body = JsonBody.required(headers, bytes);
        gate.requireSome(Permission.TASK_CREATE);
        body.requireText("token");
        JsonObject context = body.requireObject("context").json();
        List<Map<String, String>> results =
                repositories
                        .suggest(provider, resource, context.text("owner").orElse(null))
                        .stream()
                        .map(name -> Map.of("id", name, "title", name))
                        .toList();
        return EntityBodies.ok(Map.of("results", results));
    }
}
