package dev.portico.source.git;

import dev.portico.catalog.Admission;
import dev.portico.catalog.Locations;
import dev.portico.model.SourceClass;
import dev.portico.model.TrustLevel;
import dev.portico.platform.PlatformConfig;
import dev.portico.platform.PorticoException;
import dev.portico.scm.GitRepositories;
import dev.portico.scm.PathGlobs;
import dev.portico.scm.RepoUrl;
import dev.portico.source.Source;
import dev.portico.source.SourceInfo;
import dev.portico.source.SourceProvider;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The catalogs that come with the program: its own `catalog` folder, and the demo repositories.
@Singleton
final class SelfSourceProvider implements SourceProvider {
    private static final Duration POLL = Duration.ofMinutes(1);

    private final SelfConfig config;
    private final GitSourceProvider configured;
    private final Locations locations;
    private final ScanTools tools;
    private final Path demo;
    private volatile boolean complete = true;

    SelfSourceProvider(
            SelfConfig config,
            PlatformConfig platform,
            GitSourceProvider configured,
            Locations locations,
            ScanTools tools) {
        this.config = config;
        this.configured = configured;
        this.locations = locations;
        this.tools = tools;
        this.demo = platform.dataDir().toAbsolutePath().normalize().resolve("demo");
    }

    @Override
    public List<Source> sources() {
        List<Source> sources = new ArrayList<>();
        complete = true;
        Path folder = config.selfFolder().toAbsolutePath().normalize();
        if (Files.isDirectory(folder) && wanted()) {
            sources.add(own(folder));
        }
        if (config.demo() && Files.isDirectory(demo)) {
            try {
                FolderRepositories.find(demo).forEach(path -> sources.add(demo(path)));
            } catch (IOException _) {
                complete = false;
            }
        }
        return sources;
    }

    private boolean wanted() {
        return switch (config.self()) {
            case TRUE -> true;
            case FALSE -> false;
            case AUTO -> !configured.isConfigured() && noLocations();
        };
    }

    private boolean noLocations() {
        try {
            return locations.list().isEmpty();
        } catch (PorticoException e) {
            if (!e.code().retryable()) {
                throw e;
            }
            complete = false;
            return false;
        }
    }

    private GitSource own(Path folder) {
        Optional<Path> repository = repository(folder);
        Root root =
                repository
                        .<Root>map(
                                at ->
                                        new Root.InRepository(
                                                RepoUrl.ofPath(at), null, globs(at, folder)))
                        .orElseGet(() -> new Root.InFolder(folder, globs(null, folder)));
        return source("self", "self", folder, root, "portico.source.self");
    }

    private GitSource demo(Path path) {
        Root root =
                new Root.InRepository(
                        RepoUrl.ofPath(path), null, PathGlobs.of(GitConfig.DEFAULT_PATHS));
        return source("git:" + path, "demo", path, root, "portico.source.demo");
    }

    private GitSource source(String name, String kind, Path path, Root root, String setting) {
        SourceInfo info =
                new SourceInfo(
                        name,
                        kind,
                        SourceClass.GIT,
                        TrustLevel.PLATFORM,
                        path.toString(),
                        setting,
                        POLL);
        return new GitSource(info, root, Admission.of(TrustLevel.PLATFORM), tools);
    }

    /// The work tree the folder is committed in, if any.
    private static Optional<Path> repository(Path folder) {
        for (Path at = folder; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git")) && GitRepositories.gitDir(at).isPresent()) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private static PathGlobs globs(@Nullable Path repository, Path folder) {
        String below = repository == null ? "" : repository.relativize(folder) + "/";
        return PathGlobs.of(List.of(below + "catalog-info.yaml", below + "catalog-info.yml"));
    }

    @Override
    public boolean complete() {
        return complete;
    }
}
