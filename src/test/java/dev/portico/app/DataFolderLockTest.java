package dev.portico.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portico.platform.PorticoException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderLockTest {
    private static final URI URL = URI.create("http://127.0.0.1:7199");

    @TempDir Path folder;

    @Test
    void refusesWhileAnotherProcessHasItAndNamesThatOne() throws Exception {
        Process other = holdInAnotherProcess();
        try {
            assertThatThrownBy(() -> DataFolderLock.take(folder, URL))
                    .isInstanceOf(PorticoException.class)
                    .hasMessageContaining("process " + other.pid())
                    .hasMessageContaining("http://127.0.0.1:7199")
                    .hasMessageContaining(folder.toString());
            assertThat(DataFolderLock.holder(folder))
                    .contains(new DataFolderLock.Holder(other.pid(), URL));
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void isFreeAgainAfterTheOtherProcessWasKilled() throws Exception {
        holdInAnotherProcess().destroyForcibly().waitFor();

        try (DataFolderLock _ = DataFolderLock.take(folder, URL)) {
            assertThat(Files.readString(folder.resolve("portico.lock")))
                    .contains("pid=" + ProcessHandle.current().pid())
                    .contains("url=http://127.0.0.1:7199");
        }
    }

    @Test
    void namesNobodyWhenNobodyHoldsIt() throws IOException {
        assertThat(DataFolderLock.holder(folder)).isEmpty();

        DataFolderLock.take(folder, URL).close();

        assertThat(DataFolderLock.holder(folder)).isEmpty();
    }

    @Test
    void saysWhatToDoWhenTheFolderCanNotBeMade() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> DataFolderLock.take(file, URL))
                .isInstanceOf(PorticoException.class)
                .hasMessageContaining("set portico.data-dir");
    }

    private Process holdInAnotherProcess() throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Holding.class.getName(),
                                folder.toString())
                        .inheritIO()
                        .start();
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> Files.exists(folder.resolve("held")) || !process.isAlive());
        assertThat(process.isAlive()).isTrue();
        return process;
    }

    /// Another program on the same folder.
    static final class Holding {
        private Holding() {}

        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            try (DataFolderLock _ = DataFolderLock.take(folder, URL)) {
                Files.createFile(folder.resolve("held"));
                Thread.sleep(Long.MAX_VALUE);
            }
        }
    }
}
