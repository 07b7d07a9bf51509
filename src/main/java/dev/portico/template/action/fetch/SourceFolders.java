package dev.portico.template.action.fetch;

import dev.portico.source.SourceInfo;
import dev.portico.source.Sources;
import jakarta.inject.Singleton;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// The folders of the sources there are now. A task that goes on when the program starts may ask
/// before these are known, and waits.
@Singleton
final class SourceFolders implements LocalFolders {
    private static final Duration START = Duration.ofSeconds(30);

    private final Sources sources;

    SourceFolders(Sources sources) {
        this.sources = sources;
    }

    @Override
    public List<Path> folders() {
        try {
            sources.awaitKnown(START);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return sources.infos().stream()
                .map(SourceInfo::url)
                .filter(url -> url.startsWith("/"))
                .flatMap(SourceFolders::path)
                .toList();
    }

    private static Stream<Path> path(String url) {
        try {
            return Stream.of(Path.of(url).normalize());
        } catch (InvalidPathException _) {
            return Stream.empty();
        }
    }
}
