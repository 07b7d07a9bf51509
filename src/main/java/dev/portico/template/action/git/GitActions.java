package dev.portico.template.action.git;

import dev.portico.scm.GitPublisher;
import dev.portico.scm.HostApis;
import dev.portico.template.action.Action;
import java.util.List;

/// Makes the actions on Git hosts where nothing injects them.
public final class GitActions {
    private GitActions() {}

    public static List<Action> of(HostApis apis, GitPublisher publisher, GitActionsConfig config) {
        Publishing publishing = new Publishing(apis, publisher, config);
        PullRequests requests = new PullRequests(publishing);
        return List.of(
                new GithubActionsDispatch(publishing),
                new GithubRepoCreate(publishing),
                new GithubRepoPush(publishing),
                new GithubWebhook(publishing),
                new GitlabProjectVariableCreate(publishing),
                new PublishAzure(publishing),
                new PublishGit(publishing),
                new PublishGitea(publishing),
                new PublishGiteaPullRequest(requests),
                new PublishGithub(publishing),
                new PublishGithubPullRequest(requests),
                new PublishGitlab(publishing),
                new PublishGitlabMergeRequest(requests),
                new PublishPullRequest(requests),
                new WaitPullRequest(publishing));
    }
}
