package dev.portico.template.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.platform.json.JsonObject;
import dev.portico.template.Step;
import dev.portico.template.Tasks.File;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedFolderTest {
    private static final List<File> WORKSPACE =
            List.of(
                    new File("README.md", false, new byte[0]),
                    new File("service/pom.xml", false, new byte[] {1}),
                    new File("service/bin/run", true, new byte[0]),
                    new File("services/other", false, new byte[0]),
                    new File("deployment/service.yaml", false, new byte[0]));

    @ParameterizedTest
    @ValueSource(strings = {"service", "./service", "service/", "././service//"})
    void isTheFolderThatTheFirstPublishingStepNames(String sourcePath) {
        List<File> files =
                PublishedFolder.of(
                        List.of(
                                step("fetch:template", "nothing"),
                                step("publish:gitea", sourcePath),
                                step("publish:gitea:pull-request", "deployment")),
                        WORKSPACE);

        assertThat(files.stream().map(File::path)).containsExactly("pom.xml", "bin/run");
        assertThat(files.getFirst().content()).containsExactly(1);
        assertThat(files.getLast().executable()).isTrue();
    }

    @Test
    void isTheWorkspaceWhenNoneIsNamed() {
        Step whole =
                new Step(
                        "a",
                        "a",
                        "publish:git",
                        JsonObject.EMPTY,
                        null,
                        null,
                        null,
                        Step.Retry.NONE,
                        List.of());

        assertThat(PublishedFolder.of(List.of(whole), WORKSPACE)).hasSize(WORKSPACE.size());
        assertThat(PublishedFolder.of(List.of(step("publish:git", ".")), WORKSPACE))
                .hasSize(WORKSPACE.size());
        assertThat(PublishedFolder.of(List.of(), WORKSPACE)).hasSize(WORKSPACE.size());
    }

    @Test
    void mustBeKnownBeforeItIsRun() {
        assertThatThrownBy(
                        () ->
                                PublishedFolder.of(
                                        List.of(step("publish:git", "${{ parameters.name }}")),
                                        WORKSPACE))
                .hasMessageContaining("the folder '${{ parameters.name }}' of its workspace");
    }

    private static Step step(String action, String sourcePath) {
        return new Step(
                "a",
                "a",
                action,
                JsonObject.EMPTY.with("sourcePath", sourcePath),
                null,
                null,
                null,
                Step.Retry.NONE,
                List.of());
    }
}
