package dev.portico.source.git;

import dev.portico.catalog.Admission;
import dev.portico.catalog.FileRead;
import dev.portico.catalog.KindRegistry;
import dev.portico.catalog.Location;
import dev.portico.catalog.Reading;
import dev.portico.model.SourceClass;
import dev.portico.model.TrustLevel;
import dev.portico.platform.http.HttpReader;
import dev.portico.platform.http.OutgoingPolicy;
import dev.portico.scm.GitHost;
import dev.portico.scm.GitHostKind;
import dev.portico.scm.GitHosts;
import dev.portico.scm.GitMirrors;
import dev.portico.scm.GitRemote;
import dev.portico.scm.GitRepositories;
import dev.portico.scm.PathGlobs;
import dev.portico.scm.RepoUrl;
import dev.portico.source.Scan;
import dev.portico.source.ScanRequest;
import dev.portico.source.SourceInfo;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// Sources over a data folder of their own, with the hosts a test allows.
final class ScanFixture implements AutoCloseable {
    private final ExecutorService parsers = Executors.newFixedThreadPool(2);
    private final List<String> allowed = new ArrayList<>();
    private final List<String> types = new ArrayList<>(List.of("url"));
    private final List<GitHost> hosts = new ArrayList<>();
    private final Path folder;
    private int maxFiles = 1_000;
    private @Nullable ScanTools tools;
    private @Nullable GitMirrors mirrors;

    ScanFixture(Path folder) {
        this.folder = folder;
    }

    ScanFixture allow(String host) {
        allowed.add(host);
        tools = null;
        return this;
    }

    ScanFixture allowType(String type) {
        types.add(type);
        tools = null;
        return this;
    }

    ScanFixture maxFiles(int max) {
        maxFiles = max;
        tools = null;
        return this;
    }

    ScanFixture gitea(String authority) {
        return gitea(authority, GitHost.TokenSource.NONE);
    }

    ScanFixture gitea(String authority, GitHost.TokenSource token) {
        hosts.add(
                new GitHost(
                        "test", GitHostKind.GITEA, URI.create("http://" + authority), token, null));
        return allow(authority);
    }

    /// Made anew by what a test allows later.
    ScanTools tools() {
        if (tools == null) {
            tools = make();
        }
        return tools;
    }

    private ScanTools make() {
        OutgoingPolicy policy = OutgoingPolicy.of(allowed);
        Duration timeout = Duration.ofSeconds(5);
        GitRemote remote = new GitRemote(new GitHosts(hosts), policy, folder, timeout, 1_000_000);
        mirrors =
                new GitMirrors(
                        remote, folder.resolve("mirrors"), Long.MAX_VALUE, InstantSource.system());
        return new ScanTools(
                new GitRepositories(remote, mirrors),
                new HttpReader(policy, timeout),
                parsers,
                types,
                1_000_000,
                maxFiles);
    }

    /// Bytes of all mirrors.
    long diskUsed() {
        return mirrors == null ? 0 : mirrors.diskUsed();
    }

    GitSource repository(String url) {
        return repository(url, GitConfig.DEFAULT_PATHS.toArray(String[]::new));
    }

    GitSource repository(String url, String... globs) {
        RepoUrl address = RepoUrl.parse(url);
        return new GitSource(
                info("git:" + address.identity()),
                new Root.InRepository(address, null, PathGlobs.of(List.of(globs))),
                Admission.of(TrustLevel.CATALOG),
                tools());
    }

    /// A repository of an operator's own, which may declare every kind.
    GitSource platform(String url) {
        RepoUrl address = RepoUrl.parse(url);
        return new GitSource(
                info("git:" + address.identity()),
                new Root.InRepository(address, null, PathGlobs.of(GitConfig.DEFAULT_PATHS)),
                Admission.of(TrustLevel.PLATFORM),
                tools());
    }

    GitSource location(String target) {
        Location location = new Location("7", target.startsWith("/") ? "file" : "url", target);
        return new GitSource(
                info("location:7"),
                new Root.Registered(location),
                new Admission(TrustLevel.CATALOG, List.of(), location.type(), target),
                tools());
    }

    private static SourceInfo info(String name) {
        return new SourceInfo(
                name, "git", SourceClass.GIT, TrustLevel.CATALOG, "url", "test", null);
    }

    /// Scans a source and remembers what was read, as the runs of the program do.
    static final class Reader {
        private final Map<String, FileRead> known = new HashMap<>();
        private final Map<String, Reading> readings = new HashMap<>();
        private static final KindRegistry KINDS = KindRegistry.builtIn();

        Scan scan(GitSource source) {
            Scan scan = source.scan(new ScanRequest(Map.copyOf(known), KINDS));
            known.keySet().retainAll(scan.present());
            readings.keySet().retainAll(scan.present());
            for (Reading reading : scan.changed()) {
                known.put(reading.location(), reading.read());
                readings.put(reading.location(), reading);
            }
            return scan;
        }

        /// Refs of all entities, in order.
        List<String> refs() {
            return readings.values().stream()
                    .flatMap(reading -> reading.declarations().stream())
                    .map(declaration -> declaration.ref().toString())
                    .sorted()
                    .toList();
        }

        Map<String, Reading> readings() {
            return readings;
        }
    }

    @Override
    public void close() {
        parsers.shutdownNow();
    }
}
