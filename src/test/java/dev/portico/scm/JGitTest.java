package dev.portico.scm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.eclipse.jgit.util.FS;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JGitTest {
    @TempDir Path folder;

    /// To measure it takes seconds, and files in the folder.
    @Test
    void howExactFileTimesAreIsNotMeasured() throws IOException {
        JGit.prepare();
        FS.FileStoreAttributes times = FS.FileStoreAttributes.get(folder);
        assertThat(times.getFsTimestampResolution()).isEqualTo(Duration.ofMillis(20));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }
}
