package dev.portico.template.action.catalog;

import dev.portico.model.Entity;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.yaml.YamlDocument;
import dev.portico.platform.yaml.YamlFile;
import dev.portico.platform.yaml.YamlParser;
import dev.portico.scm.FileTree.TreeFile;
import dev.portico.scm.GitPublisher;
import dev.portico.scm.GitRepositories;
import dev.portico.scm.GitTree;
import dev.portico.scm.RepoUrl;
import dev.portico.source.SourceRegistry;
import dev.portico.source.SourceTrigger;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Descriptors in repositories of the host `local`: each of them is a source already, it only needs
/// to be looked at now.
@Singleton
final class LocalRegistration {
    private final GitPublisher publisher;
    private final GitRepositories repositories;
    private final SourceTrigger trigger;
    private final Runnable lookForSources;

    @Inject
    LocalRegistration(
            GitPublisher publisher, GitRepositories repositories, SourceRegistry sources) {
        this(publisher, repositories, sources, sources::providersChanged);
    }

    LocalRegistration(
            GitPublisher publisher,
            GitRepositories repositories,
            SourceTrigger trigger,
            Runnable lookForSources) {
        this.publisher = publisher;
        this.repositories = repositories;
        this.trigger = trigger;
        this.lookForSources = lookForSources;
    }

    static boolean isFor(String url) {
        return url.startsWith("file:");
    }

    /// The address of a file in the repository at an address.
    static String join(String repository, String path) {
        return repository.replaceFirst("/+$", "") + "/" + path.replaceFirst("^/+", "");
    }

    /// Has the repository read soon, and answers the entities in a descriptor of it. FORBIDDEN for
    /// files elsewhere; NOT_FOUND; UNPROCESSABLE when the descriptor is not right.
    List<Entity> register(String url, String actor) {
        Path file = path(url);
        RepoUrl repository = repository(file, url);
        try (GitTree tree = repositories.open(repository, null)) {
            String path = repository.folder().relativize(file).toString().replace('\\', '/');
            Optional<TreeFile> found = tree.find(path);
            if (found.isEmpty()) {
                throw PorticoException.notFound(
                        "There is no file '" + path + "' in " + repository + ".");
            }
            YamlFile yaml = YamlParser.parse(tree.read(found.get(), YamlParser.MAX_BYTES));
            List<Entity> entities = entities(yaml, path);
            lookForSources.run();
            trigger.changed("git:" + repository.identity(), actor);
            return entities;
        }
    }

    private static Path path(String url) {
        try {
            return Path.of(URI.create(url)).normalize();
        } catch (IllegalArgumentException e) {
            throw new PorticoException(
                    ErrorCode.INVALID_INPUT, "'" + url + "' is no address of a file.", e);
        }
    }

    private RepoUrl repository(Path file, String url) {
        for (Path at = file.getParent(); at != null; at = at.getParent()) {
            RepoUrl candidate = RepoUrl.ofPath(at);
            if (publisher.isLocal(candidate) && GitRepositories.gitDir(at).isPresent()) {
                return candidate;
            }
        }
        throw new PorticoException(
                ErrorCode.FORBIDDEN,
                url + " is in no repository that templates publish to on this machine.");
    }

    private static List<Entity> entities(YamlFile yaml, String path) {
        List<Entity> entities = new ArrayList<>();
        for (YamlDocument document : yaml.documents()) {
            document.problems().stream()
                    .findFirst()
                    .ifPresent(
                            problem -> {
                                throw new PorticoException(
                                        ErrorCode.UNPROCESSABLE,
                                        path
                                                + ":"
                                                + problem.position().line()
                                                + " "
                                                + problem.message());
                            });
            JsonObject value = document.value().orElse(JsonObject.EMPTY);
            Entity entity = new Entity(value);
            if (!entity.kind().isEmpty() && !entity.name().isEmpty()) {
                entities.add(entity);
            }
        }
        return entities;
    }
}
