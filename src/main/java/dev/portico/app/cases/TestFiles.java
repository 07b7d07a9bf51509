package dev.portico.app.cases;

import dev.portico.platform.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Finds the test files that a person means.
public final class TestFiles {
    private TestFiles() {}

    /// Test files as they are, of a template those beside it, of a folder all in it; each once.
    public static List<Path> find(List<Path> paths) throws IOException, UnusableException {
        Set<Path> found = new LinkedHashSet<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                found.addAll(
                        require(
                                search(path),
                                "The folder "
                                        + path
                                        + " has no file whose name ends in .test.yaml."));
            } else if (!Files.isRegularFile(path)) {
                throw unusable("There is no file " + path + ".");
            } else if (isTest(path)) {
                found.add(path);
            } else {
                found.addAll(
                        require(
                                beside(path),
                                "There are no tests beside "
                                        + path
                                        + "; they would be in "
                                        + path.resolveSibling(TestFileReader.stem(path))
                                        + ".test.yaml."));
            }
        }
        return new ArrayList<>(found);
    }

    private static Set<Path> require(Set<Path> found, String sentence) throws UnusableException {
        if (found.isEmpty()) {
            throw unusable(sentence);
        }
        return found;
    }

    private static UnusableException unusable(String sentence) {
        return new UnusableException(List.of(sentence));
    }

    private static Set<Path> search(Path folder) throws IOException {
        return tests(Folders.filesOfWorkingCopy(folder).stream(), _ -> true);
    }

    private static Set<Path> beside(Path template) throws IOException {
        Path folder = template.resolveSibling(".").normalize();
        String stem = TestFileReader.stem(template);
        try (Stream<Path> all = Files.list(Path.of("").resolve(folder))) {
            return tests(all, path -> TestFileReader.stem(path).equals(stem));
        }
    }

    private static Set<Path> tests(Stream<Path> paths, Predicate<Path> wanted) {
        Set<Path> found = new TreeSet<>();
        paths.filter(path -> isTest(path) && Files.isRegularFile(path))
                .filter(wanted)
                .forEach(path -> found.add(path.normalize()));
        return found;
    }

    private static boolean isTest(Path path) {
        String name = Objects.requireNonNull(path.getFileName()).toString();
        return TestFileReader.ENDINGS.stream().anyMatch(name::endsWith);
    }
}
