package dev.portico.query;

import dev.portico.model.EntityRef;
import java.io.Closeable;
import java.io.IOException;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.BytesRef;

/// One index on disk, open for writing, with the relations that belong to it.
///
/// Its follower alone writes and refreshes; [#commit] may run beside that.
final class IndexStore implements Closeable {
    private static final double BULK_BUFFER_MB = 192;
    private static final double BUFFER_MB = 32;

    /// How many of the documents of an index may be replaced ones before whole segments are written
    /// anew for them. Lucene's own 20 make it write a small catalog anew for every fifth of it that
    /// changes.
    private static final double REPLACED_PERCENT = 40;

    /// Segments below this are merged as if they were this large. With Lucene's own 16 a small
    /// catalog is one more of its small segments, and written anew with each few of them.
    private static final double SMALL_SEGMENT_MB = 2;

    private final Directory directory;
    private final IndexWriter writer;
    private final SegmentCache cache;
    private final Adjacency adjacency = new Adjacency();
    private volatile CommitMark mark;
    private DirectoryReader reader;

    private IndexStore(Directory directory, IndexWriter writer, SegmentCache cache, CommitMark mark)
            throws IOException {
        this.directory = directory;
        this.writer = writer;
        this.cache = cache;
        this.mark = mark;
        this.reader = DirectoryReader.open(writer);
    }

    /// Makes an empty index for a first build.
    static IndexStore create(Directory directory, SegmentCache cache) throws IOException {
        IndexWriterConfig config = config(IndexWriterConfig.OpenMode.CREATE);
        config.setRAMBufferSizeMB(BULK_BUFFER_MB);
        return new IndexStore(
                directory,
                new IndexWriter(directory, config),
                cache,
                new CommitMark(CommitMark.NIL, 0, CommitMark.NIL));
    }

    /// Opens an index at its last commit and checks that every file is whole.
    static IndexStore open(Directory directory, SegmentCache cache) throws IOException {
        IndexWriter writer = new IndexWriter(directory, config(IndexWriterConfig.OpenMode.APPEND));
        try {
            CommitMark mark =
                    CommitMark.parse(IndexFolders.userData(directory))
                            .orElseThrow(() -> new IOException("an index of another format"));
            IndexStore store = new IndexStore(directory, writer, cache, mark);
            store.checkAndLoad();
            return store;
        } catch (IOException | RuntimeException e) {
            writer.rollback();
            throw e;
        }
    }

    private static IndexWriterConfig config(IndexWriterConfig.OpenMode mode) {
        IndexWriterConfig config = new IndexWriterConfig(TextAnalysis.INSTANCE);
        config.setOpenMode(mode);
        config.setIndexSort(EntityFields.BY_UID);
        config.setRAMBufferSizeMB(BUFFER_MB);
        config.setCommitOnClose(false);
        TieredMergePolicy merges = new TieredMergePolicy();
        merges.setDeletesPctAllowed(REPLACED_PERCENT);
        merges.setFloorSegmentMB(SMALL_SEGMENT_MB);
        config.setMergePolicy(merges);
        return config;
    }

    private void checkAndLoad() throws IOException {
        Adjacency.Loading relations = adjacency.load();
        for (LeafReaderContext context : reader.leaves()) {
            context.reader().checkIntegrity();
            loadPairs(Leaf.of(context, cache), relations);
        }
        relations.end();
    }

    private static void loadPairs(Leaf leaf, Adjacency.Loading relations) throws IOException {
        LeafDocuments documents = leaf.documents();
        BinaryDocValues stored = leaf.reader().getBinaryDocValues(EntityFields.PAIRS);
        for (int doc = 0; doc < leaf.segment().size(); doc++) {
            if (!leaf.isLive(doc) || !stored.advanceExact(doc)) {
                continue;
            }
            BytesRef bytes = stored.binaryValue();
            if (bytes.length > 0) {
                EntityRef source = EntityRef.parse(documents.head(doc).ref());
                Adjacency.parsePairs(source, bytes.utf8ToString()).forEach(relations::add);
            }
        }
    }

    Adjacency adjacency() {
        return adjacency;
    }

    CommitMark mark() {
        return mark;
    }

    /// Says what the documents written so far are a copy of.
    void reached(CommitMark newMark) {
        mark = newMark;
    }

    /// Ends a first build: from now on writes are small.
    void settle() {
        writer.getConfig().setRAMBufferSizeMB(BUFFER_MB);
    }

    void add(Composed entity) throws IOException {
        writer.addDocument(EntityFields.document(entity, pairs(entity)));
    }

    void put(Composed entity) throws IOException {
        writer.updateDocument(
                EntityFields.ref(entity.ref()), EntityFields.document(entity, pairs(entity)));
    }

    private String pairs(Composed entity) {
        return adjacency.pairs(EntityRef.parse(entity.ref()));
    }

    void remove(String ref) throws IOException {
        writer.deleteDocuments(EntityFields.ref(ref));
    }

    /// Makes what was written visible to [#view].
    void refresh() throws IOException {
        DirectoryReader newer = DirectoryReader.openIfChanged(reader, writer);
        if (newer != null) {
            reader.decRef();
            reader = newer;
        }
    }

    /// The index as of the last refresh; the caller closes it.
    View view() {
        reader.incRef();
        return new View(reader, cache, adjacency, mark.position());
    }

    /// Makes what was written before now last. Writes at the same time may get in too; following on
    /// from the mark applies them once more, which changes nothing.
    void commit(CommitMark committed) throws IOException {
        writer.setLiveCommitData(committed.userData().entrySet());
        writer.commit();
    }

    /// How many entities the last refresh saw.
    int size() {
        return reader.numDocs();
    }

    boolean isOpen() {
        return writer.isOpen();
    }

    /// Lets go of the files without a commit. Views that are still held stay readable.
    @Override
    public void close() throws IOException {
        try {
            reader.decRef();
        } finally {
            try {
                writer.rollback();
            } finally {
                directory.close();
            }
        }
    }
}
