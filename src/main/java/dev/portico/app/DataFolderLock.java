package dev.portico.app;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps a second program from the same data folder, and tells commands where the first one
/// serves. Only the operating system's lock counts; the file's text is for people and commands.
final class DataFolderLock implements AutoCloseable {
    private static final String FILE = "portico.lock";

    private final FileChannel channel;

    private DataFolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Who holds a lock.
    record Holder(long pid, URI url) {
        private String text() {
            return "pid=%d%nport=%d%nurl=%s%n".formatted(pid, url.getPort(), url);
        }

        private static Optional<Holder> parse(String text) {
            Optional<String> pid = value(text, "pid");
            Optional<String> url = value(text, "url");
            return pid.isEmpty() || url.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Holder(Long.parseLong(pid.get()), URI.create(url.get())));
        }

        private static Optional<String> value(String text, String name) {
            return text.lines()
                    .filter(line -> line.startsWith(name + "="))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }
    }

    /// Takes the lock until `close` or the end of the program. CONFLICT, with pid and folder, when
    /// another program has it.
    static DataFolderLock take(Path folder, URI url) {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(
                            folder.resolve(FILE),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw held(folder);
            }
            channel.truncate(0);
            String text = new Holder(ProcessHandle.current().pid(), url).text();
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
            return new DataFolderLock(channel);
        } catch (IOException e) {
            throw new PorticoException(
                    ErrorCode.UNAVAILABLE,
                    "The data folder %s can't be used: %s; make it writable or set portico.data-dir."
                            .formatted(folder, e),
                    e);
        }
    }

    /// Who serves on a data folder now. Not to be asked by the program that holds the lock: closing
    /// the file would release it.
    static Optional<Holder> holder(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try {
            return Holder.parse(Files.readString(file))
                    .filter(holder -> ProcessHandle.of(holder.pid()).isPresent());
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            channel.truncate(0);
            channel.close();
        } catch (IOException e) {
            // the system releases the lock when the program ends
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static PorticoException held(Path folder) {
        String who =
                holder(folder)
                        .map(holder -> "process %d (%s)".formatted(holder.pid(), holder.url()))
                        .orElse("another process");
        return new PorticoException(
                ErrorCode.CONFLICT,
                "The data folder %s is in use by %s; stop that one, or set portico.data-dir to another folder."
                        .formatted(folder, who));
    }
}
