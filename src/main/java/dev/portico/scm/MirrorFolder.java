package dev.portico.scm;

import dev.portico.platform.Digest;
import dev.portico.platform.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The folder of the mirrors: their names, what they take on disk, and which go when it is too
/// much. When a mirror was last used is the time of its `HEAD` file.
final class MirrorFolder {
    private final Path root;
    private final long budget;
    private final InstantSource clock;
    private final Map<Path, Long> sizes = new HashMap<>();
    private final Map<Path, Integer> users = new HashMap<>();

    MirrorFolder(Path root, long budget, InstantSource clock) {
        this.root = root;
        this.budget = budget;
        this.clock = clock;
        for (Path mirror : children(root)) {
            if (mirror.getFileName().toString().startsWith("trash-")) {
                erase(mirror);
            } else {
                sizes.put(mirror, size(mirror));
            }
        }
    }

    /// @param scope of whoever has a mirror of his own; empty for the one of all
    Path of(RepoUrl url, String scope) {
        String name = (url.authority() + "-" + url.path()).replaceAll("[^A-Za-z0-9._-]+", "-");
        String shortName = name.length() > 100 ? name.substring(0, 100) : name;
        return root.resolve(
                shortName + "-" + hash(url.identity() + scope).substring(0, 12) + ".git");
    }

    static String hash(String text) {
        return Digest.sha256(text.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }

    static int packs(Path mirror) {
        return (int)
                children(mirror.resolve("objects/pack")).stream()
                        .filter(file -> file.toString().endsWith(".pack"))
                        .count();
    }

    synchronized long used() {
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    /// Keeps a mirror from going until [#release].
    synchronized void use(Path mirror) {
        users.merge(mirror, 1, Integer::sum);
        touch(mirror);
    }

    synchronized void release(Path mirror) {
        users.computeIfPresent(mirror, (_, count) -> count == 1 ? null : count - 1);
        evict();
    }

    synchronized void grown(Path mirror) {
        sizes.put(mirror, size(mirror));
        touch(mirror);
        evict();
    }

    /// Throws a mirror away; who reads it at this moment fails and tries again.
    synchronized void delete(Path mirror) {
        sizes.remove(mirror);
        Path trash = root.resolve("trash-" + mirror.getFileName() + "-" + System.nanoTime());
        try {
            Files.move(mirror, trash);
            erase(trash);
        } catch (NoSuchFileException _) {
            // nothing to throw away
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void evict() {
        while (used() > budget) {
            Optional<Path> oldest =
                    sizes.keySet().stream()
                            .filter(mirror -> !users.containsKey(mirror))
                            .min(Comparator.comparing(MirrorFolder::lastUsed));
            if (oldest.isEmpty()) {
                return;
            }
            delete(oldest.get());
        }
    }

    private void touch(Path mirror) {
        try {
            Files.setLastModifiedTime(mirror.resolve("HEAD"), FileTime.from(clock.instant()));
        } catch (IOException _) {
            // not there yet
        }
    }

    private static FileTime lastUsed(Path mirror) {
        try {
            return Files.getLastModifiedTime(mirror.resolve("HEAD"));
        } catch (IOException _) {
            return FileTime.fromMillis(0);
        }
    }

    private static List<Path> children(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException _) {
            return List.of();
        }
    }

    private static long size(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException | UncheckedIOException _) {
            return 0;
        }
    }

    private static void erase(Path folder) {
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
