package dev.portico.source.git;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.portico.platform.PorticoException;
import dev.portico.scm.GitCommit;
import dev.portico.scm.GitTree;
import dev.portico.scm.RepoUrl;
import dev.portico.source.Commits;
import dev.portico.source.SourceLookup;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads commits from the mirrors of sources. Only of repositories that are sources or that one
/// leads to: a name that comes from elsewhere must not make the program call any host.
@Singleton
final class SourceCommits implements Commits {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
    private static final int MAX_KNOWN = 10_000;

    /// How long it is not asked again for a commit that could not be had.
    private static final Duration AGAIN = Duration.ofMinutes(5);

    private final ScanTools tools;
    private final SourceLookup lookup;
    private final Cache<String, GitCommit> known =
            Caffeine.newBuilder().maximumSize(MAX_KNOWN).build();
    private final Cache<String, Boolean> missing =
            Caffeine.newBuilder().maximumSize(MAX_KNOWN).expireAfterWrite(AGAIN).build();

    SourceCommits(ScanTools tools, SourceLookup lookup) {
        this.tools = tools;
        this.lookup = lookup;
    }

    @Override
    public Optional<GitCommit> find(String repositoryUrl, String commit) {
        if (!COMMIT.matcher(commit).matches()) {
            return Optional.empty();
        }
        String key = repositoryUrl + ' ' + commit;
        GitCommit found = known.getIfPresent(key);
        if (found != null || missing.getIfPresent(key) != null) {
            return Optional.ofNullable(found);
        }
        Optional<GitCommit> read = read(repositoryUrl, commit);
        read.ifPresentOrElse(it -> known.put(key, it), () -> missing.put(key, true));
        return read;
    }

    private Optional<GitCommit> read(String repositoryUrl, String commit) {
        try {
            RepoUrl url = RepoUrl.parse(repositoryUrl);
            if (url.isLocal() || lookup.sourcesReading(url.identity()).isEmpty()) {
                return Optional.empty();
            }
            try (GitTree tree = tools.repositories().open(url, commit)) {
                return tree.commit();
            }
        } catch (PorticoException e) {
            Log.debugf("commit not read commit=%s reason=%s", commit, e.text());
            return Optional.empty();
        }
    }
}
