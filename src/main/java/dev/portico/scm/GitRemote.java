package dev.portico.scm;

import dev.portico.platform.PorticoException;
import dev.portico.platform.http.OutgoingPolicy;
import dev.portico.scm.GitErrors.Attempt;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.internal.JGitText;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.FilterSpec;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.TrackingRefUpdate;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/// Talks to Git hosts: lists refs, fetches one commit without history, pushes one.
public final class GitRemote implements AutoCloseable {
    private final GitHosts hosts;
    private final OutgoingPolicy policy;
    private final PolicyConnections connections;
    private final SshSessions ssh;
    private final Duration timeout;
    private final long blobLimit;

    /// @param home folder whose `.ssh` holds keys and known_hosts
    /// @param timeout for each answer of the far side; a whole fetch may take twenty times that
    /// @param blobLimit larger blobs are not asked for where the far side can leave them out
    public GitRemote(
            GitHosts hosts, OutgoingPolicy policy, Path home, Duration timeout, long blobLimit) {
        JGit.prepare();
        this.hosts = hosts;
        this.policy = policy;
        this.connections = new PolicyConnections(policy);
        this.ssh = new SshSessions(home);
        this.timeout = timeout;
        this.blobLimit = blobLimit;
    }

    public GitHosts hosts() {
        return hosts;
    }

    /// Larger blobs are not asked for where the far side can leave them out.
    long blobLimit() {
        return blobLimit;
    }

    /// Branches, tags and HEAD of a repository.
    ///
    /// @param head full name of the branch that HEAD is; null when there is no such branch
    record Refs(@Nullable String head, Map<String, ObjectId> all) {
        boolean isEmpty() {
            return all.isEmpty();
        }

        /// Full name of a ref given by its short name.
        Optional<String> find(String name) {
            return List.of("refs/heads/" + name, "refs/tags/" + name, name).stream()
                    .filter(full -> full.startsWith("refs/") && all.containsKey(full))
                    .findFirst();
        }
    }

    /// @param tags whether tags are wanted too
    Refs list(Attempt attempt, boolean tags) {
        try (Transport transport = open(attempt, null)) {
            List<String> patterns = new ArrayList<>(List.of("HEAD", "refs/heads/"));
            if (tags) {
                patterns.add("refs/tags/");
            }
            try (FetchConnection connection =
                    transport.openFetch(List.of(), patterns.toArray(String[]::new))) {
                Map<String, ObjectId> all = new TreeMap<>();
                for (Ref ref : connection.getRefs()) {
                    ObjectId id = ref.getObjectId();
                    if (id != null && ref.getName().matches("refs/(heads|tags)/.*")) {
                        all.put(ref.getName(), id);
                    }
                }
                return new Refs(head(connection.getRef("HEAD"), all), all);
            }
        } catch (IOException | URISyntaxException | RuntimeException e) {
            throw translate(attempt, e);
        }
    }

    private static @Nullable String head(@Nullable Ref head, Map<String, ObjectId> all) {
        if (head == null) {
            return null;
        }
        if (head.isSymbolic()) {
            return head.getTarget().getName();
        }
        // an old server does not say which branch HEAD is
        ObjectId id = head.getObjectId();
        return List.of("refs/heads/main", "refs/heads/master").stream()
                .filter(name -> id != null && id.equals(all.get(name)))
                .findFirst()
                .or(
                        () ->
                                all.entrySet().stream()
                                        .filter(e -> e.getKey().startsWith("refs/heads/"))
                                        .filter(e -> e.getValue().equals(id))
                                        .map(Map.Entry::getKey)
                                        .findFirst())
                .orElse(null);
    }

    /// Fetches what a ref or commit id of the far side is now into a ref of a mirror.
    ///
    /// Throws what JGit does when the trouble is in the mirror, and PorticoException when it is
    /// with the far side.
    void fetch(Attempt attempt, Repository mirror, String remoteRef, String localRef)
            throws IOException {
        fetch(attempt, mirror, remoteRef, localRef, "blob:limit=" + blobLimit);
    }

    /// As the other; of blobs only those that a filter of Git lets through are asked for where the
    /// far side can leave any out.
    void fetch(Attempt attempt, Repository mirror, String remoteRef, String localRef, String filter)
            throws IOException {
        RefSpec refs = new RefSpec("+" + remoteRef + ":" + localRef);
        try {
            try {
                fetch(attempt, mirror, refs, filter);
            } catch (TransportException e) {
                if (!messages(e).contains(JGitText.get().filterRequiresCapability)) {
                    throw e;
                }
                fetch(attempt, mirror, refs, null);
            }
        } catch (IOException | URISyntaxException | RuntimeException e) {
            Optional<PorticoException> far = GitErrors.remote(attempt, e);
            if (far.isPresent()) {
                throw far.get();
            }
            throw e instanceof IOException io ? io : new IOException(e);
        }
    }

    private void fetch(Attempt attempt, Repository mirror, RefSpec refs, @Nullable String filter)
            throws IOException, URISyntaxException {
        try (Transport transport = open(attempt, mirror)) {
            transport.setDepth(1);
            transport.setTagOpt(TagOpt.NO_TAGS);
            transport.setRemoveDeletedRefs(false);
            if (filter != null) {
                transport.setFilterSpec(FilterSpec.fromFilterLine(filter));
            }
            FetchResult result =
                    transport.fetch(new Deadline(timeout.multipliedBy(20)), List.of(refs));
            for (TrackingRefUpdate update : result.getTrackingRefUpdates()) {
                switch (update.getResult()) {
                    case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> {}
                    default -> throw new IOException("mirror: " + update.getResult());
                }
            }
        }
    }

    /// A commit to be pushed.
    ///
    /// @param branch its short name
    /// @param expected what the far side must have it at; the zero id for not at all
    /// @param replacing whether it may lose commits
    record Push(ObjectId commit, String branch, ObjectId expected, boolean replacing) {}

    /// CONFLICT when the far side has the branch at another commit than expected.
    void push(Attempt attempt, Repository from, Push push) {
        try (Transport transport = open(attempt, from)) {
            RemoteRefUpdate update =
                    new RemoteRefUpdate(
                            from,
                            push.commit().name(),
                            push.commit(),
                            Constants.R_HEADS + push.branch(),
                            push.replacing(),
                            null,
                            push.expected());
            transport.push(new Deadline(timeout.multipliedBy(20)), List.of(update));
            PushAnswers.require(attempt.url(), push.branch(), update);
        } catch (IOException | URISyntaxException | RuntimeException e) {
            throw translate(attempt, e);
        }
    }

    private static String messages(Throwable e) {
        Throwable cause = e.getCause();
        return e.getMessage() + (cause == null ? "" : "\n" + messages(cause));
    }

    private static PorticoException translate(Attempt attempt, Exception e) {
        return GitErrors.remote(attempt, e).orElseGet(() -> GitErrors.unreadable(attempt.url(), e));
    }

    private Transport open(Attempt attempt, @Nullable Repository mirror)
            throws IOException, URISyntaxException {
        RepoUrl url = attempt.url();
        policy.require(url.scheme(), url.host(), url.port());
        GitHost host = attempt.host();
        URIish uri = new URIish(url.fetchUrl());
        Transport transport = mirror == null ? Transport.open(uri) : Transport.open(mirror, uri);
        transport.setTimeout((int) Math.max(1, timeout.toSeconds()));
        if (transport instanceof TransportHttp http) {
            http.setHttpConnectionFactory(connections);
            transport.setCredentialsProvider(new TokenCredentials(url, attempt.access().token()));
        }
        if (transport instanceof SshTransport secure) {
            secure.setSshSessionFactory(ssh.with(host.knownHosts()));
        }
        return transport;
    }

    @Override
    public void close() {
        ssh.close();
    }

    /// Stops a fetch that takes too long or whose thread is told to stop.
    private static final class Deadline extends EmptyProgressMonitor {
        private final BooleanSupplier over;

        Deadline(Duration time) {
            long end = System.nanoTime() + time.toNanos();
            this.over = () -> System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted();
        }

        @Override
        public boolean isCancelled() {
            return over.getAsBoolean();
        }
    }
}
