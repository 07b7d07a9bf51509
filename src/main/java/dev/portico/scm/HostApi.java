package dev.portico.scm;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the software of a Git host can do beside Git, for one repository that exists or is to be
/// made. Made by [HostApis].
///
/// Every call may fail with a sentence that names host and repository: INVALID_INPUT or
/// UNPROCESSABLE when the host does not take what it is given, FORBIDDEN when it refuses the token,
/// NOT_FOUND, CONFLICT when what is to be made is there, and the retryable RATE_LIMITED and
/// UPSTREAM_FAILED, with a detail `retryAfter` in seconds when the host says so.
public interface HostApi {
    GitHost host();

    /// Where the repository is, for Git and for browsers.
    RepoUrl url();

    /// What to sign in with.
    RemoteAccess access();

    /// The address to clone from, as this kind of host writes it.
    String remoteUrl();

    /// The address of the files of a branch, to which paths of files can be added.
    String contentsUrl(String branch);

    /// The host's description of the repository; empty when there is none, or the token may not
    /// see it.
    Optional<JsonObject> findRepository() throws InterruptedException;

    /// Makes the repository, empty, and answers the host's description of it.
    JsonObject createRepository(NewRepository wanted) throws InterruptedException;

    void setDefaultBranch(String branch) throws InterruptedException;

    /// Waits until the host's software knows of a branch what Git was just told. Some hosts take
    /// a push in after they have answered it. UPSTREAM_FAILED, which is retryable, when that lasts
    /// for more than half a minute.
    void awaitPush(String branch, String commit) throws InterruptedException;

    /// The open pull request from a branch of this repository.
    Optional<PullRequest> findPullRequest(String branch) throws InterruptedException;

    PullRequest openPullRequest(NewPullRequest wanted) throws InterruptedException;

    /// NOT_FOUND when there is none of this number.
    PullRequest requirePullRequest(long number) throws InterruptedException;

    /// Opens a pull request from a branch that is the caller's own, or finds the one that an
    /// attempt that was cut off opened.
    ///
    /// @param look whether one may be open already
    default PullRequest openOrFindPullRequest(NewPullRequest wanted, boolean look)
            throws InterruptedException {
        Optional<PullRequest> open = look ? findPullRequest(wanted.branch()) : Optional.empty();
        if (open.isPresent()) {
            return open.get();
        }
        try {
            return openPullRequest(wanted);
        } catch (PorticoException e) {
            if (e.code() != ErrorCode.CONFLICT) {
                throw e;
            }
            return findPullRequest(wanted.branch()).orElseThrow(() -> e);
        }
    }

    /// Gives an open pull request another title and text.
    void amendPullRequest(long number, String title, String description)
            throws InterruptedException;

    /// Adds labels to a pull request; those that the host lacks are made where it needs them made.
    void labelPullRequest(long number, List<String> labels) throws InterruptedException;

    /// Closes a pull request without merging it. One that is closed stays so.
    void closePullRequest(long number) throws InterruptedException;

    /// A call of this host's own API, for what only this kind of host has.
    ///
    /// @param path below the repository (`/hooks`), or from the top of the API when it begins with
    ///     `//`; parts must be encoded
    /// @param body null for none
    /// @return the answer when it is an object, else the empty one
    JsonObject call(String method, String path, @Nullable Object body) throws InterruptedException;

    /// As a GET of [#call], but empty when there is no such thing.
    Optional<JsonObject> find(String path) throws InterruptedException;

    /// As a GET of [#call], for an answer that is a list of objects.
    List<JsonObject> list(String path) throws InterruptedException;

    /// A repository to be made.
    ///
    /// @param visibility `private`, `public` or `internal`
    /// @param defaultBranch the branch that is pushed next
    /// @param more fields of this kind of host's own request
    record NewRepository(
            @Nullable String description,
            String visibility,
            String defaultBranch,
            JsonObject more) {}

    /// A pull request to be opened, from a branch of the same repository.
    ///
    /// @param more fields of this kind of host's own request
    record NewPullRequest(
            String branch,
            String target,
            String title,
            String description,
            boolean draft,
            JsonObject more) {}

    /// A pull or merge request as it is now.
    ///
    /// @param commit what the target branch got; null while it is not merged
    /// @param mergedBy name of the user at the host; null when it is not merged or not known
    record PullRequest(
            long number,
            String url,
            State state,
            String target,
            @Nullable String commit,
            @Nullable String mergedBy) {
        /// The states of a pull request.
        public enum State {
            OPEN,
            MERGED,
            CLOSED
        }
    }
}
