package dev.portico.template.action.fetch;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder on this machine; links are not followed.
final class FolderSkeleton implements Skeleton {
    private final Path folder;
    private final String name;
    private final int fileLimit;

    FolderSkeleton(Path folder, String name, int fileLimit) {
        this.folder = folder;
        this.name = name;
        this.fileLimit = fileLimit;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Item> items() throws IOException {
        List<Item> items = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            Path git = folder.resolve(".git");
            all.filter(path -> !path.startsWith(git))
                    .limit(FetchLimits.USUAL.files() + 2L)
                    .filter(path -> !path.equals(folder))
                    .forEach(
                            path ->
                                    items.add(
                                            new Item(
                                                    folder.relativize(path)
                                                            .toString()
                                                            .replace('\\', '/'),
                                                    kind(path),
                                                    null)));
        }
        items.sort(Comparator.comparing(Item::path));
        return items;
    }

    static Kind kind(Path path) {
        if (Files.isSymbolicLink(path)) {
            return Kind.LINK;
        }
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return Kind.FOLDER;
        }
        return Files.isExecutable(path) ? Kind.EXECUTABLE : Kind.FILE;
    }

    @Override
    public byte[] content(Item item) throws IOException {
        Path path = folder.resolve(item.path());
        return item.kind() == Kind.LINK
                ? Files.readSymbolicLink(path).toString().getBytes(StandardCharsets.UTF_8)
                : read(path, item.path(), fileLimit);
    }

    static byte[] read(Path path, String name, int limit) throws IOException {
        long size = Files.size(path);
        if (size > limit) {
            throw new PorticoException(
                    ErrorCode.TOO_LARGE,
                    name
                            + " is "
                            + size / 1024
                            + " KiB; the limit for one file is "
                            + limit / 1024
                            + " KiB.");
        }
        return Files.readAllBytes(path);
    }

    @Override
    public void close() {}
}
