package dev.portico.template.update;

import dev.portico.platform.PorticoException;
import dev.portico.template.Step;
import dev.portico.template.Tasks.File;
import java.util.List;
import java.util.Set;

/// Which part of a template's workspace becomes the repository it makes: a step that publishes may
/// name a folder (`sourcePath`), and other folders are for other things, such as a pull request to
/// another repository. Pure.
final class PublishedFolder {
    /// Actions that fill a new repository.
    private static final Set<String> PUBLISH =
            Set.of(
                    "publish:git",
                    "publish:github",
                    "github:repo:push",
                    "publish:gitlab",
                    "publish:gitea",
                    "publish:azure");

    private static final String SOURCE_PATH = "sourcePath";

    private PublishedFolder() {}

    /// The files of the repository, by their paths in it, of those of the workspace. INVALID_INPUT
    /// when the folder is only known when the step is run.
    static List<File> of(List<Step> steps, List<File> workspace) {
        String prefix =
                steps.stream()
                        .filter(step -> PUBLISH.contains(step.action()))
                        .findFirst()
                        .flatMap(step -> step.input().text(SOURCE_PATH))
                        .map(PublishedFolder::prefix)
                        .orElse("");
        return workspace.stream()
                .filter(file -> file.path().startsWith(prefix))
                .map(
                        file ->
                                new File(
                                        file.path().substring(prefix.length()),
                                        file.executable(),
                                        file.content()))
                .toList();
    }

    /// `./service/` as `service/`; empty for the workspace itself.
    private static String prefix(String sourcePath) {
        if (sourcePath.contains("${{")) {
            throw PorticoException.invalid(
                    "The template publishes the folder '"
                            + sourcePath
                            + "' of its workspace, which differs from run to run; what it made can"
                            + " only be updated when sourcePath is a fixed path.");
        }
        String path = sourcePath.strip().replaceFirst("^(\\./+)+", "").replaceAll("/+$", "");
        return path.isEmpty() || path.equals(".") ? "" : path + "/";
    }
}
