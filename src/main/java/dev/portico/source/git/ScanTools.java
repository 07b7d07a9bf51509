package dev.portico.source.git;

import dev.portico.platform.http.HttpReader;
import dev.portico.scm.GitRepositories;
import java.util.List;
import java.util.concurrent.ExecutorService;

/// What every scan needs.
///
/// @param parsers bounded threads that parse files
/// @param allowedTypes location types that Location documents may switch to
/// @param maxFileSize bytes
/// @param maxFiles files of one source
record ScanTools(
        GitRepositories repositories,
        HttpReader http,
        ExecutorService parsers,
        List<String> allowedTypes,
        int maxFileSize,
        int maxFiles) {
    ScanTools {
        allowedTypes = List.copyOf(allowedTypes);
    }
}
