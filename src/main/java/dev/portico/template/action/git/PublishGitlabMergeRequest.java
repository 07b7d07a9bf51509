package dev.portico.template.action.git;

import dev.portico.platform.json.JsonObject;
import dev.portico.scm.GitHostKind;
import dev.portico.scm.GitPublisher.Change;
import dev.portico.scm.HostApi;
import dev.portico.scm.HostApi.PullRequest;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Opens a merge request on GitLab with the files of the workspace.
@Singleton
final class PublishGitlabMergeRequest
        extends TypedAction<PublishGitlabMergeRequest.Input, PublishGitlabMergeRequest.Output> {
    private final PullRequests requests;

    PublishGitlabMergeRequest(PullRequests requests) {
        super(
                new About<>(
                        "publish:gitlab:merge-request",
                        "Pushes the files of the workspace as a branch of a project on GitLab and"
                                + " opens a merge request.",
                        Input.class,
                        Output.class,
                        Repeat.IDEMPOTENT,
                        true));
        this.requests = requests;
    }

    record Input(
            @Describe("Where the project is: `gitlab.com?owner=group&repo=name`") String repoUrl,
            @Describe("Title of the merge request, and message of the commit") String title,
            @Describe("Text of the merge request") @Nullable String description,
            @Describe("Name of the branch to make") String branchName,
            @Describe("The branch to merge into; the default branch when left out")
                    @Nullable String targetBranchName,
            @Describe("Folder of the workspace whose files go in; all of it when left out")
                    @Nullable String sourcePath,
            @Describe("Folder of the project that they go to; its root when left out")
                    @Nullable String targetPath,
            @Describe("What to sign in with instead of the token of the host")
                    @Nullable String token,
            @Describe(
                            value =
                                    "What is done with each file; created or updated when left out"
                                            + " or auto",
                            oneOf = {"create", "delete", "update", "skip", "auto"})
                    @Nullable String commitAction,
            @Describe("Without effect: repoUrl says which project it is")
                    @Nullable String projectid,
            @Describe("Whether the branch is deleted after the merge")
                    @Nullable Boolean removeSourceBranch,
            @Describe("User it is assigned to") @Nullable String assignee,
            @Describe("Users who are to review it") @Nullable List<String> reviewers,
            @Describe("Whether those who may approve it are to review it")
                    @Nullable Boolean assignReviewersFromApprovalRules,
            @Describe(
                            value = "Its labels, as a list or with commas between them",
                            types = {"string", "array"})
                    @Nullable Object labels,
            @Describe("Whether it is merged by itself when all is met")
                    @Nullable Boolean autoMerge) {}

    record Output(
            @Describe("The branch it is to be merged into") String targetBranchName,
            @Describe("Path of the project") String projectid,
            @Describe("Path of the project") String projectPath,
            @Describe("Where a browser finds it") String mergeRequestUrl) {}

    @Override
    protected Outcome run(Input input, ActionContext context)
            throws IOException, InterruptedException {
        HostApi api =
                requests.publishing()
                        .api(GitHostKind.GITLAB, input.repoUrl(), input.token(), context);
        PullRequests.Wanted wanted = wanted(input, api, JsonObject.EMPTY, context);
        if (context.dryRun()) {
            return done(output(api, PullRequests.imagined(wanted, "/-/merge_requests/", context)));
        }
        JsonObject more = context.once("people", () -> more(api, input, context));
        Optional<PullRequest> opened = requests.open(wanted(input, api, more, context), context);
        PullRequest request = opened.orElseThrow();
        if (Boolean.TRUE.equals(input.assignReviewersFromApprovalRules())) {
            askApprovers(api, request.number());
        }
        if (Boolean.TRUE.equals(input.autoMerge())) {
            context.once(
                    "auto-merge",
                    () ->
                            api.call(
                                    "PUT",
                                    "/merge_requests/" + request.number() + "/merge",
                                    JsonObject.of(Map.of("merge_when_pipeline_succeeds", true))));
        }
        return done(output(api, request));
    }

    private static PullRequests.Wanted wanted(
            Input input, HostApi api, JsonObject more, ActionContext context) throws IOException {
        return new PullRequests.Wanted(
                api,
                input.branchName(),
                input.targetBranchName(),
                input.title(),
                input.description() == null ? "" : input.description(),
                false,
                false,
                new Change(
                        Publishing.folder(input.sourcePath(), context),
                        input.targetPath() == null ? "" : input.targetPath(),
                        mode(input.commitAction()),
                        List.of(),
                        true),
                new Publishing.Words(input.title(), null, null),
                more);
    }

    private static Change.Mode mode(@Nullable String action) {
        return switch (action) {
            case "create" -> Change.Mode.CREATE;
            case "update" -> Change.Mode.UPDATE;
            case "delete" -> Change.Mode.DELETE;
            case "skip" -> Change.Mode.NOTHING;
            case null, default -> Change.Mode.PUT;
        };
    }

    private static JsonObject more(HostApi api, Input input, ActionContext context)
            throws InterruptedException {
        Map<String, @Nullable Object> more = new LinkedHashMap<>();
        if (Boolean.TRUE.equals(input.removeSourceBranch())) {
            more.put("remove_source_branch", true);
        }
        if (input.labels() instanceof List<?> labels) {
            more.put("labels", String.join(",", labels.stream().map(String::valueOf).toList()));
        } else if (input.labels() != null) {
            more.put("labels", input.labels());
        }
        if (input.assignee() != null) {
            ids(api, List.of(input.assignee()), context).forEach(id -> more.put("assignee_id", id));
        }
        if (input.reviewers() != null && !input.reviewers().isEmpty()) {
            more.put("reviewer_ids", ids(api, input.reviewers(), context));
        }
        return JsonObject.of(more);
    }

    private static List<Long> ids(HostApi api, List<String> names, ActionContext context)
            throws InterruptedException {
        List<Long> ids = new ArrayList<>();
        for (String name : names) {
            Optional<Long> id = GitlabProjects.user(api, name);
            id.ifPresent(ids::add);
            if (id.isEmpty()) {
                context.log("GitLab has no user " + name + "; going on without");
            }
        }
        return ids;
    }

    private static void askApprovers(HostApi api, long number) throws InterruptedException {
        List<Object> ids = new ArrayList<>();
        for (JsonObject rule : api.list("/merge_requests/" + number + "/approval_rules")) {
            for (JsonObject approver : rule.objects("eligible_approvers")) {
                if (approver.value("id") instanceof Long id && !ids.contains(id)) {
                    ids.add(id);
                }
            }
        }
        if (!ids.isEmpty()) {
            api.call(
                    "PUT", "/merge_requests/" + number, JsonObject.of(Map.of("reviewer_ids", ids)));
        }
    }

    private static Output output(HostApi api, PullRequest request) {
        String base = api.host().url().toString().replaceAll("/+$", "") + "/";
        String path = api.url().identity();
        String project = path.startsWith(base) ? path.substring(base.length()) : api.url().path();
        return new Output(request.target(), project, project, request.url());
    }
}
