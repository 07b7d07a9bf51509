package dev.portico.scm.host;

import static dev.portico.scm.host.HostCalls.part;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.scm.RepoSpec;
import dev.portico.scm.RepoUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Gitea's API, version 1, which Forgejo has too.
final class GiteaApi extends HostClient {
    private static final int PAGE = 50;
    private static final int MAX_PAGES = 20;
    private static final long PUSH_PAUSE_MILLIS = 50;
    private static final int PUSH_LOOKS = 600;

    private final String owner;
    private final String repo;

    GiteaApi(HostCalls calls, RepoSpec spec) {
        super(calls, calls.host().repository(spec));
        RepoUrl url = url();
        int last = url.path().lastIndexOf('/');
        this.repo = url.path().substring(last + 1);
        String above = url.path().substring(0, Math.max(0, last));
        this.owner = above.substring(above.lastIndexOf('/') + 1);
    }

    @Override
    String top() {
        return calls().base() + "/api/v1";
    }

    @Override
    String repository() {
        return "/repos/" + part(owner) + "/" + part(repo);
    }

    @Override
    Map<String, String> headers() {
        if (!calls().hasToken()) {
            return Map.of();
        }
        return Map.of(
                "Authorization", calls().hasUser() ? calls().basic() : "token " + calls().token());
    }

    @Override
    public String contentsUrl(String branch) {
        return url().identity() + "/src/branch/" + branch + "/";
    }

    @Override
    public JsonObject createRepository(NewRepository wanted) throws InterruptedException {
        JsonObject body =
                body(
                        wanted.more(),
                        "name",
                        repo,
                        "description",
                        wanted.description(),
                        "private",
                        !wanted.visibility().equals("public"),
                        "default_branch",
                        wanted.defaultBranch());
        if (find("//orgs/" + part(owner)).isPresent()) {
            return call("POST", "//orgs/" + part(owner) + "/repos", body);
        }
        String user = call("GET", "//user", null).text("login").orElse("");
        if (!user.equalsIgnoreCase(owner)) {
            throw PorticoException.invalid(
                    host().url().getAuthority()
                            + " has no organization "
                            + owner
                            + ", and the token of "
                            + access().name()
                            + " is that of "
                            + user
                            + ": a repository can be made in an organization or for that user.");
        }
        return call("POST", "//user/repos", body);
    }

    @Override
    public void setDefaultBranch(String branch) throws InterruptedException {
        call("PATCH", "", JsonObject.of(Map.of("default_branch", branch)));
    }

    /// Gitea works off a queue of pushes: until it has come to this one, a repository that was
    /// empty still is for its API, and a new branch is not there.
    @Override
    public void awaitPush(String branch, String commit) throws InterruptedException {
        for (int look = 0; look < PUSH_LOOKS; look++) {
            if (knows(branch, commit)) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(PUSH_PAUSE_MILLIS);
        }
        throw new PorticoException(
                ErrorCode.UPSTREAM_FAILED,
                host().url().getAuthority()
                        + " took the push of the branch "
                        + branch
                        + " of "
                        + url()
                        + ", but after "
                        + PUSH_LOOKS * PUSH_PAUSE_MILLIS / 1000
                        + " s its API does not show the commit "
                        + commit
                        + "; its queue of pushes may stand still.");
    }

    private boolean knows(String branch, String commit) throws InterruptedException {
        boolean filled =
                findRepository()
                        .filter(repository -> !Boolean.TRUE.equals(repository.value("empty")))
                        .isPresent();
        return filled
                && find("/branches/" + part(branch))
                        .flatMap(known -> known.object("commit").text("id"))
                        .filter(commit::equals)
                        .isPresent();
    }

    @Override
    public Optional<PullRequest> findPullRequest(String branch) throws InterruptedException {
        for (int page = 1; page <= MAX_PAGES; page++) {
            List<JsonObject> some = list("/pulls?state=open&limit=" + PAGE + "&page=" + page);
            for (JsonObject one : some) {
                if (one.object("head").text("ref").filter(branch::equals).isPresent()) {
                    return Optional.of(pullRequest(one));
                }
            }
            if (some.isEmpty()) {
                break;
            }
        }
        return Optional.empty();
    }

    @Override
    public PullRequest openPullRequest(NewPullRequest wanted) throws InterruptedException {
        String title = wanted.draft() ? "WIP: " + wanted.title() : wanted.title();
        return pullRequest(
                call(
                        "POST",
                        "/pulls",
                        body(
                                wanted.more(),
                                "title",
                                title,
                                "head",
                                wanted.branch(),
                                "base",
                                wanted.target(),
                                "body",
                                wanted.description())));
    }

    @Override
    public PullRequest requirePullRequest(long number) throws InterruptedException {
        return pullRequest(call("GET", "/pulls/" + number, null));
    }

    @Override
    public void amendPullRequest(long number, String title, String description)
            throws InterruptedException {
        call(
                "PATCH",
                "/pulls/" + number,
                JsonObject.of(Map.of("title", title, "body", description)));
    }

    /// Gitea adds only labels that are there, by their ids.
    @Override
    public void labelPullRequest(long number, List<String> labels) throws InterruptedException {
        List<JsonObject> known = list("/labels?limit=" + PAGE);
        List<Long> ids = new ArrayList<>();
        for (String label : labels) {
            Optional<JsonObject> same =
                    known.stream()
                            .filter(one -> one.text("name").filter(label::equals).isPresent())
                            .findFirst();
            JsonObject found =
                    same.isPresent()
                            ? same.get()
                            : call(
                                    "POST",
                                    "/labels",
                                    JsonObject.of(Map.of("name", label, "color", "#5b6ee1")));
            ids.add(number(found, "id"));
        }
        call("POST", "/issues/" + number + "/labels", JsonObject.of(Map.of("labels", ids)));
    }

    @Override
    public void closePullRequest(long number) throws InterruptedException {
        call("PATCH", "/pulls/" + number, JsonObject.of(Map.of("state", "closed")));
    }

    private static PullRequest pullRequest(JsonObject json) {
        boolean merged = Boolean.TRUE.equals(json.value("merged"));
        PullRequest.State open =
                json.text("state").filter("open"::equals).isPresent()
                        ? PullRequest.State.OPEN
                        : PullRequest.State.CLOSED;
        @Nullable String commit =
                json.text("merge_commit_sha").or(() -> json.text("merged_commit_id")).orElse(null);
        return new PullRequest(
                number(json, "number"),
                json.text("html_url").orElse(""),
                merged ? PullRequest.State.MERGED : open,
                json.object("base").text("ref").orElse(""),
                merged ? commit : null,
                merged ? json.object("merged_by").text("login").orElse(null) : null);
    }
}
