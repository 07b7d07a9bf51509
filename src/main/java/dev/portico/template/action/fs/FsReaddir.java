package dev.portico.template.action.fs;

import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonRecords;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `fs:readdir`: lists folders. Symbolic links are neither files nor folders.
@Singleton
final class FsReaddir extends TypedAction<FsReaddir.Input, FsReaddir.Output> {
    record Input(
            @Describe("Folders of the workspace to list.") List<String> paths,
            @Describe(value = "Whether folders in them are listed too.", byDefault = "false")
                    boolean recursive) {}

    record Output(
            @Describe("The files found, in order.") List<Entry> files,
            @Describe("The folders found, in order.") List<Entry> folders) {}

    record Entry(
            @Describe("Name of the file or folder") String name,
            @Describe("Path from the workspace") String path,
            @Describe("Path on the machine the task runs on") String fullPath) {}

    FsReaddir() {
        super(
                new About<>(
                        "fs:readdir",
                        "Lists files and folders of the workspace.",
                        Input.class,
                        Output.class,
                        Repeat.PURE,
                        true));
    }

    @Override
    protected Outcome run(Input input, ActionContext context) throws IOException {
        List<Entry> files = new ArrayList<>();
        List<Entry> folders = new ArrayList<>();
        for (String path : input.paths()) {
            Path folder = context.workspace().resolve(path);
            if (path.isEmpty() || !Files.isDirectory(folder)) {
                throw PorticoException.notFound(
                        "There is no folder '" + path + "' in the workspace.");
            }
            try (Stream<Path> all = Files.walk(folder, input.recursive() ? Integer.MAX_VALUE : 1)) {
                for (Path found : all.filter(it -> !it.equals(folder)).sorted().toList()) {
                    Entry entry =
                            new Entry(
                                    String.valueOf(found.getFileName()),
                                    WorkspaceFiles.name(context.workspace(), found),
                                    found.toString());
                    if (Files.isDirectory(found, LinkOption.NOFOLLOW_LINKS)) {
                        folders.add(entry);
                    } else if (Files.isRegularFile(found, LinkOption.NOFOLLOW_LINKS)) {
                        files.add(entry);
                    }
                }
            }
        }
        // also when they are empty, so that a template can ask for their length
        return new Outcome.Done(
                JsonObject.of(Map.of("files", json(files), "folders", json(folders))));
    }

    private static List<Map<String, @Nullable Object>> json(List<Entry> entries) {
        return entries.stream().map(it -> JsonRecords.toObject(it).fields()).toList();
    }
}
