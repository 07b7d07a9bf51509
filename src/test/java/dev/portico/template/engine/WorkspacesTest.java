package dev.portico.template.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspacesTest {
    private static final UUID NODE = UUID.fromString("00000000-0000-0000-0000-00000000000a");
    private static final UUID OTHER = UUID.fromString("00000000-0000-0000-0000-00000000000b");

    @TempDir private Path folder;

    @Test
    void nobodyElseLooksInAndAnotherLifeOfTheNodeRemovesWhatIsLeft() throws IOException {
        Path shared = folder.resolve("shared");
        UUID task = UUID.randomUUID();
        Path left = new Workspaces(shared, NODE).create(task, 1);
        Path others = new Workspaces(shared, OTHER).create(task, 1);
        Path root = left.getParent().getParent();
        assertThat(root.getParent()).isEqualTo(shared);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
                .isEqualTo("rwx------");

        Workspaces next = new Workspaces(shared, NODE);
        next.clear();
        assertThat(root).doesNotExist();
        assertThat(others).isEmptyDirectory();
        Path fresh = next.create(task, 2);
        assertThat(fresh).isEmptyDirectory();
        assertThat(fresh.getParent().getParent()).isNotEqualTo(root);
        next.close();
        assertThat(shared).isDirectoryNotContaining("glob:**" + NODE + "*");
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamedWithItsSetting() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        Workspaces workspaces = new Workspaces(file, NODE);
        workspaces.clear();
        assertThatThrownBy(() -> workspaces.create(UUID.randomUUID(), 1))
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
                .hasMessage(
                        "The folder %s, where running tasks have their files, can't be written (FileAlreadyExistsException); make it writable, or name another one with portico.template.workspace-dir."
                                .formatted(file));
    }
}
