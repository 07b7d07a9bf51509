package dev.portico.scm.host;

import static dev.portico.scm.host.HostCalls.part;

import dev.portico.platform.json.JsonObject;
import dev.portico.scm.RepoSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// GitLab's REST API, version 4.
final class GitlabApi extends HostClient {
    private final String owner;
    private final String project;

    GitlabApi(HostCalls calls, RepoSpec spec) {
        super(calls, calls.host().repository(spec));
        String base = calls.base() + "/";
        this.project = (url().identity() + "/").substring(base.length()).replaceAll("/+$", "");
        this.owner = project.substring(0, Math.max(0, project.lastIndexOf('/')));
    }

    @Override
    String top() {
        return calls().base() + "/api/v4";
    }

    @Override
    String repository() {
        return "/projects/" + part(project);
    }

    @Override
    Map<String, String> headers() {
        return calls().hasToken() ? Map.of("Authorization", "Bearer " + calls().token()) : Map.of();
    }

    @Override
    public String remoteUrl() {
        return url().identity();
    }

    @Override
    public String contentsUrl(String branch) {
        return url().identity() + "/-/blob/" + branch;
    }

    @Override
    public JsonObject createRepository(NewRepository wanted) throws InterruptedException {
        long namespace = number(call("GET", "//namespaces/" + part(owner), null), "id");
        String name = project.substring(project.lastIndexOf('/') + 1);
        return call(
                "POST",
                "//projects",
                body(
                        wanted.more(),
                        "name",
                        name,
                        "path",
                        name,
                        "namespace_id",
                        namespace,
                        "description",
                        wanted.description(),
                        "visibility",
                        wanted.visibility()));
    }

    @Override
    public void setDefaultBranch(String branch) throws InterruptedException {
        call("PUT", "", JsonObject.of(Map.of("default_branch", branch)));
    }

    @Override
    public Optional<PullRequest> findPullRequest(String branch) throws InterruptedException {
        return list("/merge_requests?state=opened&source_branch=" + part(branch)).stream()
                .map(GitlabApi::mergeRequest)
                .findFirst();
    }

    @Override
    public PullRequest openPullRequest(NewPullRequest wanted) throws InterruptedException {
        return mergeRequest(
                call(
                        "POST",
                        "/merge_requests",
                        body(
                                wanted.more(),
                                "source_branch",
                                wanted.branch(),
                                "target_branch",
                                wanted.target(),
                                "title",
                                wanted.draft() ? "Draft: " + wanted.title() : wanted.title(),
                                "description",
                                wanted.description())));
    }

    @Override
    public PullRequest requirePullRequest(long number) throws InterruptedException {
        return mergeRequest(call("GET", "/merge_requests/" + number, null));
    }

    @Override
    public void amendPullRequest(long number, String title, String description)
            throws InterruptedException {
        call(
                "PUT",
                "/merge_requests/" + number,
                JsonObject.of(Map.of("title", title, "description", description)));
    }

    @Override
    public void labelPullRequest(long number, List<String> labels) throws InterruptedException {
        call(
                "PUT",
                "/merge_requests/" + number,
                JsonObject.of(Map.of("add_labels", String.join(",", labels))));
    }

    @Override
    public void closePullRequest(long number) throws InterruptedException {
        call("PUT", "/merge_requests/" + number, JsonObject.of(Map.of("state_event", "close")));
    }

    private static PullRequest mergeRequest(JsonObject json) {
        PullRequest.State state =
                switch (json.text("state").orElse("")) {
                    case "merged" -> PullRequest.State.MERGED;
                    case "closed" -> PullRequest.State.CLOSED;
                    default -> PullRequest.State.OPEN;
                };
        boolean merged = state == PullRequest.State.MERGED;
        // a merge by fast-forward makes no commit: the branch's own is what the target got
        @Nullable String commit =
                json.text("merge_commit_sha")
                        .or(() -> json.text("squash_commit_sha"))
                        .or(() -> json.text("sha"))
                        .orElse(null);
        @Nullable String user =
                json.object("merge_user")
                        .text("username")
                        .or(() -> json.object("merged_by").text("username"))
                        .orElse(null);
        return new PullRequest(
                number(json, "iid"),
                json.text("web_url").orElse(""),
                state,
                json.text("target_branch").orElse(""),
                merged ? commit : null,
                merged ? user : null);
    }
}
