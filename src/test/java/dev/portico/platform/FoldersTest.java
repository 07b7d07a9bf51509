package dev.portico.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
    @TempDir Path folder;

    @Test
    void aFolderGoesWithAllInItButNotWhatItsLinksLeadTo() throws IOException {
        Path kept = Files.createDirectories(folder.resolve("kept"));
        Files.writeString(kept.resolve("file"), "stays");
        Path gone = Files.createDirectories(folder.resolve("gone/below")).getParent();
        Files.writeString(gone.resolve("below/file"), "goes");
        Files.createSymbolicLink(gone.resolve("link"), kept);

        Folders.delete(gone);

        assertThat(gone).doesNotExist();
        assertThat(kept.resolve("file")).hasContent("stays");
    }

    @Test
    void whatIsNotThereIsGoneAlready() {
        assertThatCode(() -> Folders.delete(folder.resolve("none"))).doesNotThrowAnyException();
    }
}
