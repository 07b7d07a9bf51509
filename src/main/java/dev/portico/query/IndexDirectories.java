package dev.portico.query;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.store.Directory;

/// Opens the Lucene directory of a folder; tests put a failing one here.
interface IndexDirectories {
    Directory open(Path folder) throws IOException;
}
