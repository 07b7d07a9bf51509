package dev.portico.source.git;

import dev.portico.catalog.Admission;
import dev.portico.model.SourceClass;
import dev.portico.model.TrustLevel;
import dev.portico.platform.PorticoException;
import dev.portico.scm.PathGlobs;
import dev.portico.scm.RepoUrl;
import dev.portico.source.Source;
import dev.portico.source.SourceInfo;
import dev.portico.source.SourceProvider;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The repositories and folders that configuration names.
@Singleton
final class GitSourceProvider implements SourceProvider {
    private final GitConfig config;
    private final ScanTools tools;
    private final Map<String, GitSource> configured = new LinkedHashMap<>();
    private volatile boolean complete = true;

    GitSourceProvider(GitConfig config, ScanTools tools) {
        this.config = config;
        this.tools = tools;
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
        boolean listed = true;
        List<Path> folders = config.folders().orElse(List.of());
        for (int n = 0; n < folders.size(); n++) {
            try {
                for (Path folder : FolderRepositories.find(folders.get(n))) {
                    GitSource source = inFolder(folder, n);
                    all.putIfAbsent(source.info().name(), source);
                }
            } catch (IOException | RuntimeException _) {
                listed = false;
            }
        }
        complete = listed;
        return List.copyOf(all.values());
    }

    private GitSource inFolder(Path folder, int n) {
        RepoUrl url = RepoUrl.ofPath(folder);
        SourceInfo info =
                info(
                        "git:" + url.identity(),
                        TrustLevel.CATALOG,
                        url.webUrl(),
                        "portico.source.git.folders[" + n + "]");
        return new GitSource(
                info,
                new Root.InRepository(url, null, PathGlobs.of(GitConfig.DEFAULT_PATHS)),
                Admission.of(TrustLevel.CATALOG),
                tools);
    }

    @Override
    public boolean complete() {
        return complete;
    }
}
