package dev.portico.scm.host;

import static dev.portico.scm.host.HostCalls.part;

import dev.portico.platform.json.JsonObject;
import dev.portico.scm.RepoSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The Git part of Azure DevOps' REST API, version 7.1.
final class AzureApi extends HostClient {
    private static final String BRANCH = "refs/heads/";

    private final String organization;
    private final String project;
    private final String repo;

    AzureApi(HostCalls calls, RepoSpec spec) {
        super(calls, calls.host().repository(spec));
        this.organization = String.valueOf(spec.organization());
        this.project = String.valueOf(spec.azureProject());
        this.repo = String.valueOf(spec.repo());
    }

    @Override
    String top() {
        return calls().base() + "/" + part(organization) + "/" + part(project) + "/_apis/git";
    }

    @Override
    String repository() {
        return "/repositories/" + part(repo);
    }

    @Override
    String suffix(String path) {
        return (path.contains("?") ? "&" : "?") + "api-version=7.1";
    }

    @Override
    Map<String, String> headers() {
        if (!calls().hasToken()) {
            return Map.of();
        }
        // a token of Entra ID is a JWT; a personal one goes as a password
        return Map.of(
                "Authorization",
                calls().token().startsWith("eyJ") ? "Bearer " + calls().token() : calls().basic());
    }

    @Override
    public String remoteUrl() {
        return url().identity();
    }

    @Override
    public String contentsUrl(String branch) {
        return url().identity();
    }

    @Override
    public JsonObject createRepository(NewRepository wanted) throws InterruptedException {
        return call("POST", "//repositories", body(wanted.more(), "name", repo));
    }

    @Override
    public void setDefaultBranch(String branch) throws InterruptedException {
        String id = call("GET", "", null).text("id").orElse(repo);
        call(
                "PATCH",
                "//repositories/" + part(id),
                JsonObject.of(Map.of("defaultBranch", BRANCH + branch)));
    }

    @Override
    public Optional<PullRequest> findPullRequest(String branch) throws InterruptedException {
        String query =
                "/pullrequests?searchCriteria.status=active&searchCriteria.sourceRefName="
                        + part(BRANCH + branch);
        return call("GET", query, null).objects("value").stream()
                .map(this::pullRequest)
                .findFirst();
    }

    @Override
    public PullRequest openPullRequest(NewPullRequest wanted) throws InterruptedException {
        return pullRequest(
                call(
                        "POST",
                        "/pullrequests",
                        body(
                                wanted.more(),
                                "sourceRefName",
                                BRANCH + wanted.branch(),
                                "targetRefName",
                                BRANCH + wanted.target(),
                                "title",
                                wanted.title(),
                                "description",
                                wanted.description(),
                                "isDraft",
                                wanted.draft() ? true : null)));
    }

    @Override
    public PullRequest requirePullRequest(long number) throws InterruptedException {
        return pullRequest(call("GET", "/pullrequests/" + number, null));
    }

    @Override
    public void amendPullRequest(long number, String title, String description)
            throws InterruptedException {
        call(
                "PATCH",
                "/pullrequests/" + number,
                JsonObject.of(Map.of("title", title, "description", description)));
    }

    @Override
    public void labelPullRequest(long number, List<String> labels) throws InterruptedException {
        for (String label : labels) {
            call(
                    "POST",
                    "/pullrequests/" + number + "/labels",
                    JsonObject.of(Map.of("name", label)));
        }
    }

    @Override
    public void closePullRequest(long number) throws InterruptedException {
        call("PATCH", "/pullrequests/" + number, JsonObject.of(Map.of("status", "abandoned")));
    }

    private PullRequest pullRequest(JsonObject json) {
        PullRequest.State state =
                switch (json.text("status").orElse("")) {
                    case "completed" -> PullRequest.State.MERGED;
                    case "abandoned" -> PullRequest.State.CLOSED;
                    default -> PullRequest.State.OPEN;
                };
        boolean merged = state == PullRequest.State.MERGED;
        long number = number(json, "pullRequestId");
        String target = json.text("targetRefName").orElse("");
        return new PullRequest(
                number,
                url().identity() + "/pullrequest/" + number,
                state,
                target.startsWith(BRANCH) ? target.substring(BRANCH.length()) : target,
                merged ? json.object("lastMergeCommit").text("commitId").orElse(null) : null,
                merged ? json.object("closedBy").text("uniqueName").orElse(null) : null);
    }
}
