package dev.portico.query;

import java.util.Arrays;
import org.apache.lucene.util.BytesRef;

/// Reads the [EntityFields#HEAD] of a stored entity.
record StoredEntity(String ref, String etag, boolean ownEtag) {
    static StoredEntity parse(BytesRef head) {
        return new StoredEntity(
                ref(head).utf8ToString(), etag(head), head.bytes[head.offset] == '1');
    }

    static String etag(BytesRef head) {
        int end = refEnd(head);
        return new BytesRef(head.bytes, end + 1, head.offset + head.length - end - 1)
                .utf8ToString();
    }

    /// The ref's bytes alone, where they are.
    static BytesRef ref(BytesRef head) {
        return new BytesRef(head.bytes, head.offset + 1, refEnd(head) - head.offset - 1);
    }

    static boolean isOf(BytesRef head, BytesRef ref) {
        return refEnd(head) - head.offset - 1 == ref.length
                && Arrays.equals(
                        head.bytes,
                        head.offset + 1,
                        head.offset + 1 + ref.length,
                        ref.bytes,
                        ref.offset,
                        ref.offset + ref.length);
    }

    private static int refEnd(BytesRef head) {
        int end = head.offset + 1;
        while (head.bytes[end] != 0) {
            end++;
        }
        return end;
    }
}
