package dev.portico.template.rehearsal;

import dev.portico.platform.Folders;
import dev.portico.platform.http.HttpReader;
import dev.portico.platform.http.OutgoingPolicy;
import dev.portico.platform.json.JsonObject;
import dev.portico.query.CatalogQuery;
import dev.portico.runtime.NothingRuns;
import dev.portico.runtime.RuntimeQuery;
import dev.portico.scm.GitHosts;
import dev.portico.scm.GitMirrors;
import dev.portico.scm.GitPublisher;
import dev.portico.scm.GitRemote;
import dev.portico.scm.GitRepositories;
import dev.portico.scm.HostApis;
import dev.portico.template.TemplateChecks;
import dev.portico.template.Vocabulary.ActionDoc;
import dev.portico.template.action.Action;
import dev.portico.template.action.Actions;
import dev.portico.template.action.HostIntegrations;
import dev.portico.template.action.basic.BasicActions;
import dev.portico.template.action.catalog.CatalogActions;
import dev.portico.template.action.cluster.ArgocdConfig;
import dev.portico.template.action.cluster.ClusterActions;
import dev.portico.template.action.document.DocumentActions;
import dev.portico.template.action.fetch.FetchActions;
import dev.portico.template.action.fs.FsActions;
import dev.portico.template.action.git.GitActions;
import dev.portico.template.action.git.GitActionsConfig;
import dev.portico.template.action.wait.WaitActions;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The actions of the program, on a working copy and given entities. No host may be called. What
/// can't be had without a server is stood in for.
public final class LocalActions implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_FILE = 5 * 1024 * 1024;
    private static final long DISK = 64L * 1024 * 1024;

    private final Path scratch;
    private final GitRemote remote;
    private final HttpReader http;
    private final HostApis apis;
    private final HostIntegrations integrations;
    private final List<Action> actions = new ArrayList<>();

    /// @param root folder that relative addresses stay in
    /// @param standIns what stands on this machine for an address
    public LocalActions(
            Path root,
            CatalogQuery catalog,
            Function<String, Optional<Path>> standIns,
            Clock clock) {
        OutgoingPolicy nowhere = OutgoingPolicy.of(List.of());
        try {
            this.scratch = Files.createTempDirectory("portico-rehearsal-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.remote = new GitRemote(new GitHosts(List.of()), nowhere, scratch, TIMEOUT, MAX_FILE);
        this.http = new HttpReader(nowhere, TIMEOUT);
        this.apis = new HostApis(remote.hosts(), nowhere, TIMEOUT);
        GitRepositories repositories =
                new GitRepositories(
                        remote, new GitMirrors(remote, scratch.resolve("mirrors"), DISK, clock));
        this.integrations = new HostIntegrations(repositories);
        GitPublisher publisher =
                new GitPublisher(remote, scratch.resolve("git"), scratch.resolve("push"));
        RuntimeQuery runtime = new NothingRuns();
        actions.addAll(BasicActions.all());
        actions.addAll(CatalogActions.of(catalog));
        actions.addAll(
                ClusterActions.of(usual(ArgocdConfig.class), catalog, runtime, new NoClusters()));
        actions.addAll(DocumentActions.all());
        actions.addAll(FetchActions.inWorkingCopy(root, standIns, repositories, http));
        actions.addAll(FsActions.all());
        actions.addAll(GitActions.of(apis, publisher, usual(GitActionsConfig.class)));
        actions.addAll(WaitActions.of(catalog, runtime));
        actions.removeIf(action -> !action.info().dryRun());
        standIn();
    }

    private void standIn() {
        Set<String> known = new HashSet<>();
        for (Action action : actions) {
            known.add(action.info().id());
            known.addAll(action.info().aliases());
        }
        for (ActionDoc shipped : TemplateChecks.shippedActions()) {
            if (known.add(shipped.id())) {
                actions.add(new StandIn(shipped));
            }
        }
    }

    /// The settings nobody changed.
    private static <T> T usual(Class<T> settings) {
        return new SmallRyeConfigBuilder().withMapping(settings).build().getConfigMapping(settings);
    }

    /// @param answers outputs of steps that are not to be run, by their id
    public Actions answering(Map<String, JsonObject> answers) {
        return new Actions(
                actions.stream().<Action>map(it -> new Answering(it, answers)).toList(), List.of());
    }

    /// See [HostIntegrations].
    public Function<String, Optional<String>> integrations() {
        return integrations;
    }

    @Override
    public void close() {
        remote.close();
        http.close();
        apis.close();
        try {
            Folders.delete(scratch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
