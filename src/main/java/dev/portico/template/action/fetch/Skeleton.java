package dev.portico.template.action.fetch;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The files of one folder somewhere, in one version.
interface Skeleton extends AutoCloseable {
    /// Where it is, for messages.
    String name();

    /// Everything in it by path, folders before what is in them.
    List<Item> items() throws IOException;

    /// The content of a file, or where a link leads to. TOO_LARGE for more than is read.
    byte[] content(Item item) throws IOException;

    @Override
    void close();

    /// One thing in it.
    ///
    /// @param path with slashes, from the folder
    /// @param id differs when the content does, and tells it among all skeletons; null when that
    ///     is not known without reading it
    record Item(String path, Kind kind, @Nullable String id) {}

    /// What a thing is.
    enum Kind {
        FILE,
        EXECUTABLE,
        LINK,
        FOLDER
    }
}
