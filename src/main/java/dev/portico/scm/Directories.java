package dev.portico.scm;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.jspecify.annotations.Nullable;

/// The directories of one commit that were looked into, each read once: a Location document with a
/// thousand targets looks a thousand times into the same one. Safe for many threads.
final class Directories {
    /// Entries that are kept; what is looked into beyond is read each time.
    private static final int MAX_KEPT = 200_000;

    private final ObjectId root;
    private final Map<ObjectId, Map<String, Entry>> known = new ConcurrentHashMap<>();
    private final AtomicInteger kept = new AtomicInteger();

    Directories(ObjectId root) {
        this.root = root.copy();
    }

    record Entry(FileMode mode, ObjectId id) {}

    /// What is at a path from the root; null for nothing.
    ///
    /// @param path at least one name
    @Nullable Entry at(ObjectReader reader, List<String> path) throws IOException {
        Entry at = new Entry(FileMode.TREE, root);
        for (String name : path) {
            if (at.mode() != FileMode.TREE) {
                return null;
            }
            at = entries(reader, at.id()).get(name);
            if (at == null) {
                return null;
            }
        }
        return at;
    }

    private Map<String, Entry> entries(ObjectReader reader, ObjectId tree) throws IOException {
        Map<String, Entry> entries = known.get(tree);
        if (entries == null) {
            entries = read(reader, tree);
            if (kept.addAndGet(entries.size()) <= MAX_KEPT) {
                known.put(tree, entries);
            }
        }
        return entries;
    }

    private static Map<String, Entry> read(ObjectReader reader, ObjectId tree) throws IOException {
        Map<String, Entry> entries = new HashMap<>();
        CanonicalTreeParser at = new CanonicalTreeParser(null, reader, tree);
        while (!at.eof()) {
            entries.put(
                    at.getEntryPathString(),
                    new Entry(at.getEntryFileMode(), at.getEntryObjectId()));
            at.next(1);
        }
        return entries;
    }
}
