package dev.portico.template.action.fetch;

import dev.portico.platform.http.HttpReader;
import dev.portico.scm.GitRepositories;
import dev.portico.template.action.Action;
import dev.portico.template.action.HostIntegrations;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Makes the actions that fetch, for templates in a working copy, where nothing injects them.
public final class FetchActions {
    private FetchActions() {}

    /// @param root folder that relative addresses stay in; read as it lies there, committed or not
    /// @param standIns what stands on this machine for an address; asked before all else
    public static List<Action> inWorkingCopy(
            Path root,
            Function<String, Optional<Path>> standIns,
            GitRepositories repositories,
            HttpReader http) {
        LocalFolders folders =
                new LocalFolders() {
                    @Override
                    public List<Path> folders() {
                        return List.of(root);
                    }

                    @Override
                    public boolean committed() {
                        return false;
                    }

                    @Override
                    public Optional<Path> standIn(String url) {
                        return standIns.apply(url);
                    }
                };
        FetchOrigin origin = new FetchOrigin(repositories, http, folders);
        SkeletonRenderer renderer =
                new SkeletonRenderer(
                        new CompiledFiles(new Languages(new HostIntegrations(repositories))));
        return List.of(
                new FetchPlain(origin),
                new FetchPlainFile(origin),
                new FetchTemplate(origin, renderer),
                new FetchTemplateFile(origin, renderer),
                new WorkspaceTemplate(renderer),
                new WorkspaceTemplateFile(renderer));
    }
}
