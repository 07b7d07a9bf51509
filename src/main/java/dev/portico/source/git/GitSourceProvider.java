package dev.portico.source.git;

import dev.portico.catalog.Admission;
import dev.portico.model.SourceClass;
import dev.portico.model.TrustLevel;
import dev.portico.platform.PlatformConfig;
import dev.portico.platform.PorticoException;
import dev.portico.scm.PathGlobs;
import dev.portico.scm.RepoUrl;
import dev.portico.source.Source;
import dev.portico.source.SourceInfo;
import dev.portico.source.SourceProvider;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The repositories and folders that configuration names, and the repositories that the program
/// made below its data folder.
@Singleton
final class GitSourceProvider implements SourceProvider {
    private static final PathGlobs DEFAULT_PATHS = PathGlobs.of(GitConfig.DEFAULT_PATHS);

    private final GitConfig config;
    private final ScanTools tools;
    private final Path local;
    private final Map<String, GitSource> configured = new LinkedHashMap<>();
    private volatile boolean complete = true;

    GitSourceProvider(GitConfig config, ScanTools tools, PlatformConfig platform) {
        this.config = config;
        this.tools = tools;
        this.local = DataFolders.local(platform);
        for (int n = 0; n < config.repositories().size(); n++) {
            GitSource source = configured(n);
            if (configured.putIfAbsent(source.info().name(), source) != null) {
                throw PorticoException.invalid(
                        "portico.source.git.repositories["
                                + n
                                + "] names "
                                + source.info().url()
                                + " a second time; leave one out, or give each its own branch.");
            }
        }
    }

    /// Whether anything is configured at all.
    boolean isConfigured() {
        return !configured.isEmpty() || config.folders().isPresent();
    }

    private GitSource configured(int n) {
        GitConfig.Repository repository = config.repositories().get(n);
        RepoUrl url = RepoUrl.parse(repository.url());
        long same =
                config.repositories().stream()
                        .filter(other -> RepoUrl.parse(other.url()).equals(url))
                        .count();
        String suffix = same > 1 ? repository.branch().map(branch -> "#" + branch).orElse("") : "";
        List<String> paths =
                repository
                        .paths()
                        .orElseGet(
                                () -> GitWiring.paths(config, tools.repositories().hosts(), url));
        SourceInfo info =
                info(
                        "git:" + url.identity() + suffix,
                        repository.trust(),
                        url.webUrl(),
                        "portico.source.git.repositories[" + n + "]");
        return new GitSource(
                info,
                new Root.InRepository(url, repository.branch().orElse(null), PathGlobs.of(paths)),
                Admission.of(repository.trust()),
                tools);
    }

    private SourceInfo info(String name, TrustLevel trust, String url, String setting) {
        return new SourceInfo(
                name, "git", SourceClass.GIT, trust, url, setting, config.pollInterval());
    }

    @Override
    public List<Source> sources() {
        Map<String, Source> all = new LinkedHashMap<>(configured);
        boolean listed = !Files.isDirectory(local) || addAll(local, "portico.data-dir", all);
        List<Path> folders = config.folders().orElse(List.of());
        for (int n = 0; n < folders.size(); n++) {
            listed &= addAll(folders.get(n), "portico.source.git.folders[" + n + "]", all);
        }
        complete = listed;
        return List.copyOf(all.values());
    }

    /// False when the folder could not be listed.
    private boolean addAll(Path folder, String setting, Map<String, Source> all) {
        try {
            for (Path repository : FolderRepositories.find(folder)) {
                GitSource source = inFolder(repository, setting);
                all.putIfAbsent(source.info().name(), source);
            }
            return true;
        } catch (IOException | RuntimeException _) {
            return false;
        }
    }

    private GitSource inFolder(Path folder, String setting) {
        RepoUrl url = RepoUrl.ofPath(folder);
        SourceInfo info = info("git:" + url.identity(), TrustLevel.CATALOG, url.webUrl(), setting);
        return new GitSource(
                info,
                new Root.InRepository(url, null, DEFAULT_PATHS),
                Admission.of(TrustLevel.CATALOG),
                tools);
    }

    @Override
    public boolean complete() {
        return complete;
    }
}
