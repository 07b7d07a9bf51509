package dev.portico.query;

import dev.portico.model.EntityRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// Reads the stored entities of one segment; for one thread.
final class LeafDocuments {
    private final Leaf leaf;
    private final @Nullable Sight sight;
    private @Nullable BinaryDocValues heads;
    private @Nullable BinaryDocValues documents;

    /// @param sight of whoever reads; null for who sees all
    LeafDocuments(Leaf leaf, @Nullable Sight sight) {
        this.leaf = leaf;
        this.sight = sight;
    }

    IndexedEntity load(int doc) {
        return sight == null ? whole(doc) : sight.load(leaf, doc, () -> whole(doc));
    }

    private IndexedEntity whole(int doc) {
        StoredEntity head = head(doc);
        return whole(doc, EntityRef.parse(head.ref()), head.etag());
    }

    /// The same where the ref is known.
    IndexedEntity load(int doc, EntityRef ref) {
        return sight == null ? whole(doc, ref) : sight.load(leaf, doc, () -> whole(doc, ref));
    }

    private IndexedEntity whole(int doc, EntityRef ref) {
        return whole(doc, ref, StoredEntity.etag(headBytes(doc)));
    }

    boolean isOf(int doc, BytesRef ref) {
        return StoredEntity.isOf(headBytes(doc), ref);
    }

    private IndexedEntity whole(int doc, EntityRef ref, String etag) {
        BytesRef json = json(doc);
        byte[] copy = Arrays.copyOfRange(json.bytes, json.offset, json.offset + json.length);
        return new IndexedEntity(ref, leaf.segment().uid(doc).toString(), etag, copy);
    }

    StoredEntity head(int doc) {
        return StoredEntity.parse(headBytes(doc));
    }

    private BytesRef headBytes(int doc) {
        BinaryDocValues values = at(heads, EntityFields.HEAD, doc);
        heads = values;
        return value(values);
    }

    private BytesRef json(int doc) {
        BinaryDocValues values = at(documents, EntityFields.JSON, doc);
        documents = values;
        BytesRef json = value(values);
        return json.length > 0 ? json : value(at(null, EntityFields.LARGE_JSON, doc));
    }

    /// Doc values only go forward; to go back one takes new ones.
    private BinaryDocValues at(@Nullable BinaryDocValues open, String field, int doc) {
        try {
            BinaryDocValues values =
                    open == null || open.docID() > doc
                            ? leaf.reader().getBinaryDocValues(field)
                            : open;
            if (!values.advanceExact(doc)) {
                throw new IllegalStateException("a document without " + field);
            }
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BytesRef value(BinaryDocValues values) {
        try {
            return values.binaryValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
