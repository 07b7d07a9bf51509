package dev.portico.template.action.fs;

import dev.portico.platform.PorticoException;
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
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// `roadiehq:utils:zip`: packs a file, or what is in a folder. The same content makes the same
/// archive. Symbolic links are left out.
@Singleton
final class ZipFolder extends TypedAction<ZipFolder.Input, ZipFolder.Output> {
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    record Input(
            @Describe("Path of the file or folder in the workspace to pack.") String path,
            @Describe("Path of the archive in the workspace.") String outputPath) {}

    record Output(@Describe("Path of the archive in the workspace.") String outputPath) {}

    ZipFolder() {
        super(
                new About<>(
                        "roadiehq:utils:zip",
                        "Packs a file or the content of a folder into a zip archive.",
                        Input.class,
                        Output.class,
                        Repeat.PURE,
                        true));
    }

    @Override
    protected Outcome run(Input input, ActionContext context) throws IOException {
        Path source = context.workspace().resolve(input.path());
        if (!Files.exists(source)) {
            throw PorticoException.notFound(
                    "File " + input.path() + " does not exist. Can't zip it.");
        }
        Path target = WorkspaceFiles.forWriting(context.workspace(), input.outputPath());
        Path base = Files.isDirectory(source) ? source : Objects.requireNonNull(source.getParent());
        List<Path> files;
        try (Stream<Path> all = Files.walk(source)) {
            files =
                    all.filter(it -> Files.isRegularFile(it, LinkOption.NOFOLLOW_LINKS))
                            .filter(it -> !it.equals(target))
                            .sorted()
                            .toList();
        }
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(target))) {
            for (Path file : files) {
                ZipEntry entry = new ZipEntry(base.relativize(file).toString().replace('\\', '/'));
                entry.setTimeLocal(TIME);
                zip.putNextEntry(entry);
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
        return done(new Output(input.outputPath()));
    }
}
