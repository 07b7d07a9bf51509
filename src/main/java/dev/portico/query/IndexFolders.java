package dev.portico.query;

import dev.portico.platform.Folders;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;

/// The folders under the index folder: one numbered folder per index, so that a new one can be
/// built beside the old.
final class IndexFolders {
    private static final String PREFIX = "index-";

    private final Path root;
    private final IndexDirectories directories;

    IndexFolders(Path root, IndexDirectories directories) {
        this.root = root;
        this.directories = directories;
    }

    /// The newest folder with a commit of this program's format.
    Optional<Path> newest() {
        for (Path folder : numbered().reversed()) {
            try (Directory directory = directories.open(folder)) {
                if (CommitMark.parse(userData(directory)).isPresent()) {
                    return Optional.of(folder);
                }
            } catch (IOException | RuntimeException e) {
                Log.infof("Index folder skipped folder=%s reason=%s", folder, e.getMessage());
            }
        }
        return Optional.empty();
    }

    Directory open(Path folder) throws IOException {
        return directories.open(folder);
    }

    /// A new empty folder, numbered behind all others.
    Path create() throws IOException {
        Files.createDirectories(root);
        List<Path> folders = numbered();
        long number = folders.isEmpty() ? 1 : number(folders.getLast()) + 1;
        return Files.createDirectory(root.resolve(PREFIX + number));
    }

    /// Deletes every index but one, as far as that goes.
    void keepOnly(Path kept) {
        for (Path folder : numbered()) {
            if (!folder.equals(kept)) {
                delete(folder);
            }
        }
    }

    static void delete(Path folder) {
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            Log.warnf("Index folder not deleted folder=%s reason=%s", folder, e.getMessage());
        }
    }

    static Map<String, String> userData(Directory directory) throws IOException {
        return SegmentInfos.readLatestCommit(directory).getUserData();
    }

    private List<Path> numbered() {
        List<Path> folders = new ArrayList<>();
        try (Stream<Path> children = Files.list(root)) {
            children.filter(it -> number(it) > 0).forEach(folders::add);
        } catch (IOException _) {
            return folders; // no folder, no index
        }
        folders.sort(Comparator.comparingLong(IndexFolders::number));
        return folders;
    }

    private static long number(Path folder) {
        String name = String.valueOf(folder.getFileName());
        return name.matches(PREFIX + "[1-9][0-9]{0,17}")
                ? Long.parseLong(name.substring(PREFIX.length()))
                : 0;
    }
}
