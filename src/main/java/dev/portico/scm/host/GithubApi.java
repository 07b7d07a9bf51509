package dev.portico.scm.host;

import static dev.portico.scm.host.HostCalls.part;

import dev.portico.platform.json.JsonObject;
import dev.portico.scm.RepoSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// GitHub's REST API, version 2022-11-28, of github.com and of Enterprise servers.
final class GithubApi extends HostClient {
    private final String owner;
    private final String repo;

    GithubApi(HostCalls calls, RepoSpec spec) {
        super(calls, calls.host().repository(spec));
        this.owner = String.valueOf(spec.owner());
        this.repo = String.valueOf(spec.repo());
    }

    @Override
    String top() {
        return "github.com".equals(host().url().getHost())
                ? "https://api.github.com"
                : calls().base() + "/api/v3";
    }

    @Override
    String repository() {
        return "/repos/" + part(owner) + "/" + part(repo);
    }

    @Override
    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/vnd.github+json");
        headers.put("X-GitHub-Api-Version", "2022-11-28");
        if (calls().hasToken()) {
            headers.put("Authorization", "Bearer " + calls().token());
        }
        return headers;
    }

    @Override
    public String contentsUrl(String branch) {
        return url().identity() + "/blob/" + branch;
    }

    @Override
    public JsonObject createRepository(NewRepository wanted) throws InterruptedException {
        boolean organisation =
                call("GET", "//users/" + part(owner), null)
                        .text("type")
                        .filter("Organization"::equals)
                        .isPresent();
        JsonObject body =
                body(
                        wanted.more(),
                        "name",
                        repo,
                        "description",
                        wanted.description(),
                        "private",
                        !wanted.visibility().equals("public"),
                        "visibility",
                        organisation ? wanted.visibility() : null);
        return call(
                "POST", organisation ? "//orgs/" + part(owner) + "/repos" : "//user/repos", body);
    }

    @Override
    public void setDefaultBranch(String branch) throws InterruptedException {
        call("PATCH", "", JsonObject.of(Map.of("default_branch", branch)));
    }

    @Override
    public Optional<PullRequest> findPullRequest(String branch) throws InterruptedException {
        return list("/pulls?state=open&head=" + part(owner + ":" + branch)).stream()
                .map(GithubApi::pullRequest)
                .findFirst();
    }

    @Override
    public PullRequest openPullRequest(NewPullRequest wanted) throws InterruptedException {
        return pullRequest(
                call(
                        "POST",
                        "/pulls",
                        body(
                                wanted.more(),
                                "title",
                                wanted.title(),
                                "head",
                                wanted.branch(),
                                "base",
                                wanted.target(),
                                "body",
                                wanted.description(),
                                "draft",
                                wanted.draft() ? true : null)));
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

    @Override
    public void labelPullRequest(long number, List<String> labels) throws InterruptedException {
        call("POST", "/issues/" + number + "/labels", JsonObject.of(Map.of("labels", labels)));
    }

    @Override
    public void closePullRequest(long number) throws InterruptedException {
        call("PATCH", "/pulls/" + number, JsonObject.of(Map.of("state", "closed")));
    }

    private static PullRequest pullRequest(JsonObject json) {
        boolean merged = json.value("merged_at") != null;
        PullRequest.State open =
                json.text("state").filter("open"::equals).isPresent()
                        ? PullRequest.State.OPEN
                        : PullRequest.State.CLOSED;
        @Nullable String commit = merged ? json.text("merge_commit_sha").orElse(null) : null;
        return new PullRequest(
                number(json, "number"),
                json.text("html_url").orElse(""),
                merged ? PullRequest.State.MERGED : open,
                json.object("base").text("ref").orElse(""),
                commit,
                merged ? json.object("merged_by").text("login").orElse(null) : null);
    }
}
