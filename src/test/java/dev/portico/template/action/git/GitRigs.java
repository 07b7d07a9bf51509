package dev.portico.template.action.git;

import dev.portico.scm.GitHostKind;
import dev.portico.template.action.Action;
import dev.portico.template.action.Rig;
import dev.portico.test.SampleRepo;
import dev.portico.test.Trap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;

/// The actions for Git hosts, each with a host that remembers and real repositories behind it.
public final class GitRigs {
    private static final String REQUEST =
            ", \"branchName\": \"one\", \"title\": \"Add it\", \"description\": \"Text\"";

    private GitRigs() {}

    /// By name of the action.
    public static Map<String, Rig.Maker> all() {
        Map<String, Rig.Maker> all = new LinkedHashMap<>();
        all.put(
                "publish:github",
                empty(
                        GitHostKind.GITHUB,
                        at -> new PublishGithub(at.publishing),
                        """
                        , "topics": ["java"], "access": "ann", "repoVariables": {"STAGE": "dev"},
                        "requiredCommitSigning": true, "allowUpdateBranch": true
                        """));
        all.put(
                "github:repo:create",
                empty(
                        GitHostKind.GITHUB,
                        at -> new GithubRepoCreate(at.publishing),
                        ", \"repoVariables\": {\"STAGE\": \"dev\"}"));
        all.put(
                "github:repo:push",
                empty(GitHostKind.GITHUB, at -> new GithubRepoPush(at.publishing), ""));
        all.put(
                "publish:github:pull-request",
                filled(
                        GitHostKind.GITHUB,
                        at -> new PublishGithubPullRequest(at.requests),
                        REQUEST + ", \"reviewers\": [\"ann\"], \"assignees\": [\"bob\"]"));
        all.put(
                "github:webhook",
                filled(
                        GitHostKind.GITHUB,
                        at -> new GithubWebhook(at.publishing),
                        ", \"webhookUrl\": \"https://ci.example.com/\""));
        all.put(
                "github:actions:dispatch",
                filled(
                        GitHostKind.GITHUB,
                        at -> new GithubActionsDispatch(at.publishing),
                        ", \"workflowId\": \"build.yaml\", \"branchOrTagName\": \"main\""));
        all.put(
                "publish:gitlab",
                empty(
                        GitHostKind.GITLAB,
                        at -> new PublishGitlab(at.publishing),
                        """
                        , "ownerUsername": "ann",
                        "branches": [{"name": "dev", "create": true, "protect": true}],
                        "projectVariables": [{"key": "STAGE", "value": "dev"}]
                        """));
        all.put(
                "publish:gitlab:merge-request",
                filled(
                        GitHostKind.GITLAB,
                        at -> new PublishGitlabMergeRequest(at.requests),
                        REQUEST + ", \"assignee\": \"ann\", \"commitAction\": \"create\""));
        all.put(
                "gitlab:projectVariable:create",
                filled(
                        GitHostKind.GITLAB,
                        at -> new GitlabProjectVariableCreate(at.publishing),
                        """
                        , "projectId": 7, "key": "STAGE", "value": "dev", "variableType": "env_var"
                        """));
        all.put(
                "publish:gitea",
                empty(GitHostKind.GITEA, at -> new PublishGitea(at.publishing), ""));
        all.put(
                "publish:gitea:pull-request",
                filled(
                        GitHostKind.GITEA,
                        at -> new PublishGiteaPullRequest(at.requests),
                        REQUEST + ", \"reviewers\": [\"ann\"]"));
        all.put(
                "publish:pull-request",
                filled(GitHostKind.GITEA, at -> new PublishPullRequest(at.requests), REQUEST));
        all.put("publish:git", empty(GitHostKind.GITEA, at -> new PublishGit(at.publishing), ""));
        all.put("publish:azure", GitRigs::azure);
        all.put("wait:pull-request", GitRigs::merged);
        return all;
    }

    /// Further ways through an action.
    public static Map<String, Rig.Maker> more() {
        Map<String, Rig.Maker> more = new LinkedHashMap<>();
        more.put("publish:git to a local repository", folder -> local(folder, ""));
        more.put("publish:pull-request as a local branch", folder -> local(folder, REQUEST));
        return more;
    }

    /// Where the repository is not there for the host yet; behind it lies an empty one.
    private static Rig.Maker empty(
            GitHostKind kind, Function<HostFixture, Action> action, String input) {
        return folder -> rig(new HostFixture(folder, kind), kind, action, input, _ -> {});
    }

    /// Where the repository is there, with a commit.
    private static Rig.Maker filled(
            GitHostKind kind, Function<HostFixture, Action> action, String input) {
        return folder ->
                rig(
                        new HostFixture(folder, kind),
                        kind,
                        action,
                        input,
                        repo -> repo.commit("README.md", "text"));
    }

    private static Rig rig(
            HostFixture at,
            GitHostKind kind,
            Function<HostFixture, Action> action,
            String input,
            Consumer<SampleRepo> fill) {
        SampleRepo repo = at.repository("acme/orders");
        fill.accept(repo);
        Forge forge = new Forge((path, branch) -> tip(repo.folder(), branch));
        if (!branches(repo.folder()).isEmpty()) {
            forge.with("repository").with("project");
        }
        return rig(
                at,
                kind,
                forge,
                Rig.of(action.apply(at), "{\"repoUrl\": \"" + at.repoUrl() + "\"" + input + "}"),
                repo.folder());
    }

    private static Rig rig(
            HostFixture at, GitHostKind kind, Forge forge, Rig rig, Path repository) {
        Trap trap = new Trap();
        at.host.trap(trap).otherwise(asked -> forge.answer(kind, asked));
        at.git.trap(trap);
        return rig.outside(
                        trap,
                        () -> {
                            List<String> all = new ArrayList<>(forge.all());
                            all.addAll(branches(repository));
                            return all;
                        })
                .end(
                        () -> {
                            trap.release();
                            at.close();
                        });
    }

    private static Rig azure(Path folder) {
        HostFixture at = new HostFixture(folder, GitHostKind.AZURE);
        SampleRepo repo = at.repository("acme/shop/_git/orders");
        String url = at.host.authority() + "?organization=acme&project=shop&repo=orders";
        return rig(
                at,
                GitHostKind.AZURE,
                new Forge((path, branch) -> tip(repo.folder(), branch)),
                Rig.of(new PublishAzure(at.publishing), "{\"repoUrl\": \"" + url + "\"}"),
                repo.folder());
    }

    /// A request that gets merged.
    private static Rig merged(Path folder) {
        HostFixture at = new HostFixture(folder, GitHostKind.GITEA);
        Trap trap = new Trap();
        String line = "GET /api/v1/repos/acme/orders/pulls/7";
        boolean[] merged = new boolean[1];
        at.host
                .trap(trap)
                .on(
                        line,
                        200,
                        () ->
                                """
                                {"number": 7, "html_url": "https://h/acme/orders/pulls/7",
                                 "state": "%s", "merged": %s, "merge_commit_sha": "abc",
                                 "base": {"ref": "main"}}"""
                                        .formatted(merged[0] ? "closed" : "open", merged[0]));
        return Rig.of(
                        new WaitPullRequest(at.publishing),
                        "{\"pullRequestUrl\": \"" + at.host.url() + "/acme/orders/pulls/7\"}")
                .outside(trap, List::of)
                .fulfil(() -> merged[0] = true)
                .end(
                        () -> {
                            trap.release();
                            at.close();
                        });
    }

    private static Rig local(Path folder, String request) throws IOException {
        HostFixture at = new HostFixture(folder, GitHostKind.GENERIC);
        Path repository = folder.resolve("git/acme/orders.git");
        if (!request.isEmpty()) {
            Files.createDirectories(repository.getParent());
            SampleRepo.create(repository).commit("README.md", "text");
        }
        Action action =
                request.isEmpty()
                        ? new PublishGit(at.publishing)
                        : new PublishPullRequest(at.requests);
        return Rig.of(action, "{\"repoUrl\": \"local?owner=acme&repo=orders\"" + request + "}")
                .outside(new Trap(), () -> branches(repository))
                .end(at::close);
    }

    private static String tip(Path folder, String branch) {
        try (Repository repository = open(folder)) {
            Ref ref = repository.exactRef("refs/heads/" + branch);
            return ref == null ? "" : ref.getObjectId().name();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Each branch with how many commits it has, and the files of the last.
    private static List<String> branches(Path folder) {
        List<String> all = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return all;
        }
        try (Repository repository = open(folder);
                RevWalk commits = new RevWalk(repository)) {
            for (Ref ref : repository.getRefDatabase().getRefsByPrefix("refs/heads/")) {
                RevCommit last = commits.parseCommit(ref.getObjectId());
                commits.reset();
                commits.markStart(last);
                int count = 0;
                while (commits.next() != null) {
                    count++;
                }
                all.add(ref.getName() + " " + count + " commits " + files(repository, last));
            }
            return all;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> files(Repository repository, RevCommit commit) throws IOException {
        List<String> files = new ArrayList<>();
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(commit.getTree());
            walk.setRecursive(true);
            while (walk.next()) {
                files.add(walk.getPathString() + " " + walk.getObjectId(0).name());
            }
        }
        return files;
    }

    private static Repository open(Path folder) throws IOException {
        return new FileRepositoryBuilder().setGitDir(folder.toFile()).build();
    }
}
