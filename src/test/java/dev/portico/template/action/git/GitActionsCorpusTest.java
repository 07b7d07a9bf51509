package dev.portico.template.action.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.platform.json.JsonObject;
import dev.portico.scm.GitHostKind;
import dev.portico.template.action.Action;
import dev.portico.template.action.ActionInfo;
import dev.portico.test.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Holds the fields of our actions to those that Backstage's have.
class GitActionsCorpusTest {
    @TempDir private Path folder;

    @Test
    void takeAndAnswerTheSameFields() throws IOException {
        JsonObject modules =
                JsonObject.parse(
                        Files.readString(
                                SharedFiles.require("spec/backstage/scaffolder-actions.json")));
        HostFixture at = new HostFixture(folder, GitHostKind.GITHUB);
        List<Action> actions =
                List.of(
                        new PublishGithub(at.publishing),
                        new PublishGithubPullRequest(at.requests),
                        new GithubRepoCreate(at.publishing),
                        new GithubRepoPush(at.publishing),
                        new GithubActionsDispatch(at.publishing),
                        new GithubWebhook(at.publishing),
                        new PublishGitlab(at.publishing),
                        new PublishGitlabMergeRequest(at.requests),
                        new GitlabProjectVariableCreate(at.publishing),
                        new PublishGitea(at.publishing),
                        new PublishAzure(at.publishing));
        for (Action action : actions) {
            ActionInfo ours = action.info();
            JsonObject theirs = find(modules, ours.id());
            assertThat(names(ours.input()))
                    .as(ours.id() + " takes")
                    .isEqualTo(names(theirs.object("input")));
            assertThat(names(ours.output()))
                    .as(ours.id() + " answers")
                    .isEqualTo(names(theirs.object("output")));
            assertThat(theirs.object("input").texts("required"))
                    .as(ours.id() + " must not want more")
                    .containsAll(ours.input().texts("required"));
            assertThat(ours.output().texts("required"))
                    .as(ours.id() + " must always answer")
                    .containsAll(
                            ours.id().equals("publish:github:pull-request")
                                    ? List.of()
                                    : theirs.object("output").texts("required"));
        }
        at.close();
    }

    private static Set<String> names(JsonObject schema) {
        return new TreeSet<>(schema.object("properties").fields().keySet());
    }

    private static JsonObject find(JsonObject modules, String id) {
        return modules.fields().keySet().stream()
                .map(modules::object)
                .filter(module -> module.has(id))
                .map(module -> module.object(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Backstage has no action " + id));
    }
}
