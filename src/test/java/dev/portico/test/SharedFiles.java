package dev.portico.test;

import java.lang.StackWalker.StackFrame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/// Real files of others, and what others say of theirs: in a folder `shared` beside the repository
/// or further above, and no part of it.
public final class SharedFiles {
    private SharedFiles() {}

    /// @param path of a file or folder in `shared`, as `corpus/templates`
    public static Optional<Path> find(String path) {
        @Nullable Path folder = Path.of("").toAbsolutePath();
        while (folder != null) {
            Path candidate = folder.resolve("shared").resolve(path);
            if (Files.exists(candidate)) {
                return Optional.of(candidate);
            }
            folder = folder.getParent();
        }
        return Optional.empty();
    }

    /// The same; skips the test, with a line that says so, where it is not. By that message
    /// `.ci/run` knows which tests may be skipped.
    public static Path require(String path) {
        Optional<Path> found = find(path);
        if (found.isEmpty()) {
            System.out.println(test() + " skipped: no shared/" + path);
            Assumptions.abort("no shared/" + path);
        }
        return found.orElseThrow();
    }

    private static String test() {
        return StackWalker.getInstance()
                .walk(
                        frames ->
                                frames.map(StackFrame::getClassName)
                                        .filter(name -> name.endsWith("Test"))
                                        .findFirst())
                .orElse("A test");
    }
}
