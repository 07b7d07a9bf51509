package dev.portico.template.action.catalog;

import dev.portico.catalog.Location;
import dev.portico.catalog.Locations;
import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.model.Problem;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.scm.BrowseUrl;
import dev.portico.scm.GitRepositories;
import dev.portico.scm.RelativePath;
import dev.portico.source.LocationPreview;
import dev.portico.source.SourceTrigger;
import dev.portico.template.Made;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `catalog:register`: registers a descriptor as a location, so that its entities are in the
/// catalog from now on. What it would bring is read first; nothing is registered that can't be
/// read.
@Singleton
final class CatalogRegister extends TypedAction<CatalogRegister.Input, CatalogRegister.Output> {
    private static final String USUAL_PATH = "/catalog-info.yaml";
    private static final String TYPE = "url";

    private final Locations locations;
    private final LocationPreview preview;
    private final SourceTrigger trigger;
    private final GitRepositories repositories;
    private final LocalRegistration local;

    record Input(
            @Describe("Address of the descriptor.") @Nullable String catalogInfoUrl,
            @Describe("Address of the root of a repository, instead of the descriptor's.")
                    @Nullable String repoContentsUrl,
            @Describe("Path of the descriptor in the repository; /catalog-info.yaml without it.")
                    @Nullable String catalogInfoPath,
            @Describe("Whether it may be registered already, or not be there yet.")
                    @Nullable Boolean optional) {}

    record Output(
            @Describe("The address that was registered.") String catalogInfoUrl,
            @Describe("Ref of the first component in it, else of its first entity.")
                    @Nullable String entityRef) {}

    CatalogRegister(
            Locations locations,
            LocationPreview preview,
            SourceTrigger trigger,
            GitRepositories repositories,
            LocalRegistration local) {
        super(
                new About<>(
                        "catalog:register",
                        "Registers a descriptor, so that its entities are in the catalog.",
                        Input.class,
                        Output.class,
                        // whether the location is this step's own is noted before it is made
                        Repeat.IDEMPOTENT,
                        false));
        this.locations = locations;
        this.preview = preview;
        this.trigger = trigger;
        this.repositories = repositories;
        this.local = local;
    }

    @Override
    protected Outcome run(Input input, ActionContext context)
            throws IOException, InterruptedException {
        String url = url(input);
        if (LocalRegistration.isFor(url)) {
            context.log("Having " + url + " read");
            List<EntityRef> found = refs(local.register(url, context.task().createdBy()));
            return answer(url, found, context);
        }
        boolean optional = Boolean.TRUE.equals(input.optional());
        JsonObject before =
                context.once(
                        "before",
                        () ->
                                JsonObject.of(
                                        Map.of(
                                                "exists",
                                                locations.findByTarget(TYPE, url).isPresent())));
        boolean existed = Boolean.TRUE.equals(before.value("exists"));
        if (existed && !optional) {
            throw new PorticoException(
                    ErrorCode.CONFLICT,
                    "Location "
                            + TYPE
                            + ":"
                            + url
                            + " already exists; set optional: true where that is no failure.");
        }
        context.log("Registering " + url + " in the catalog");
        List<EntityRef> found = read(url, optional, context);
        Location location =
                locations.findByTarget(TYPE, url).orElseGet(() -> locations.register(TYPE, url));
        trigger.changed(Location.sourceName(location.id()), context.task().createdBy());
        if (existed) {
            return done(new Output(url, first(found)));
        }
        context.made(new Made(Made.Type.LOCATION, location.entityRef().toString(), url));
        return answer(url, found, context);
    }

    private Outcome answer(String url, List<EntityRef> found, ActionContext context) {
        found.forEach(ref -> context.made(new Made(Made.Type.ENTITY, ref.toString(), null)));
        return done(new Output(url, first(found)));
    }

    private static @Nullable String first(List<EntityRef> found) {
        return found.isEmpty() ? null : found.getFirst().toString();
    }

    /// Components first.
    private static List<EntityRef> refs(List<Entity> entities) {
        return entities.stream()
                .sorted(Comparator.comparing(it -> !it.kind().equalsIgnoreCase("component")))
                .map(Entity::ref)
                .toList();
    }

    /// Refs of what it would bring, components first. UNPROCESSABLE when that is nothing.
    private List<EntityRef> read(String url, boolean optional, ActionContext context) {
        LocationPreview.Preview seen;
        try {
            seen = preview.preview(TYPE, url);
        } catch (PorticoException e) {
            if (optional && e.code() == ErrorCode.NOT_FOUND) {
                context.log("Nothing is there yet: " + e.text());
                return List.of();
            }
            throw e;
        }
        List<Entity> entities =
                seen.entities().stream()
                        .filter(entity -> !entity.name().startsWith("generated-"))
                        .toList();
        if (entities.isEmpty() && !optional) {
            throw new PorticoException(
                    ErrorCode.UNPROCESSABLE,
                    seen.problems().stream()
                            .findFirst()
                            .map(Problem::message)
                            .map(why -> url + " brings no entity: " + why)
                            .orElse(url + " brings no entity."));
        }
        return refs(entities);
    }

    private String url(Input input) {
        if (input.catalogInfoUrl() != null && !input.catalogInfoUrl().isBlank()) {
            return input.catalogInfoUrl().strip();
        }
        if (input.repoContentsUrl() == null || input.repoContentsUrl().isBlank()) {
            throw PorticoException.invalid(
                    "Either catalogInfoUrl or repoContentsUrl must say what is to be registered.");
        }
        String contents = input.repoContentsUrl().strip();
        String path = input.catalogInfoPath() == null ? USUAL_PATH : input.catalogInfoPath();
        if (RelativePath.isAbsoluteUrl(path)) {
            return path.strip();
        }
        if (LocalRegistration.isFor(contents)) {
            return LocalRegistration.join(contents, path);
        }
        BrowseUrl browse =
                repositories
                        .hosts()
                        .browse(contents)
                        .orElseThrow(
                                () ->
                                        PorticoException.invalid(
                                                "'"
                                                        + contents
                                                        + "' is no address of a folder on a Git"
                                                        + " host."));
        BrowseUrl.Split split = repositories.resolve(browse);
        String file =
                RelativePath.resolve(split.path().isEmpty() ? "" : split.path() + "/", path)
                        .orElseThrow(
                                () ->
                                        PorticoException.invalid(
                                                "The path '"
                                                        + path
                                                        + "' leads out of the repository."));
        return repositories
                .hosts()
                .of(browse.repository())
                .fileUrl(browse.repository(), split.ref() == null ? "HEAD" : split.ref(), file);
    }
}
