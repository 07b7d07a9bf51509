package dev.portico.query;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/// Reads one key's terms of one segment into a [Column].
final class ColumnReader {
    private static final long[] NONE = {};

    private byte[] bytes = new byte[64];
    private int bytesSize;
    private int[] valueStart = new int[16];
    private int[] groupStart = new int[16];
    private int values;
    private int[] rows = new int[16];
    private int rowsSize;

    private ColumnReader() {}

    /// @param prefix what the terms begin with and the values do not
    static Column read(LeafReader reader, String field, BytesRef prefix) throws IOException {
        ColumnReader column = new ColumnReader();
        Terms terms = reader.terms(field);
        if (terms != null) {
            column.addAll(terms.iterator(), prefix);
        }
        return column.toColumn(reader.maxDoc());
    }

    /// The values as they were written, put together from those that are not in lower case alone
    /// and, for all documents that have none of these for a value, the value itself.
    static Column originals(LeafReader reader, BytesRef prefix) throws IOException {
        Column lower = read(reader, EntityFields.KEY_VALUE, prefix);
        Column written = read(reader, EntityFields.KEY_ORIGINAL, prefix);
        return written.values() == 0 ? lower : merged(lower, written, reader.maxDoc());
    }

    private static Column merged(Column lower, Column written, int maxDoc) {
        long[] elsewhere = elsewhere(lower, written);
        ColumnReader column = new ColumnReader();
        int next = 0;
        for (int value = 0; value < written.values(); value++) {
            while (next < lower.values() && lower.compare(next, written, value) < 0) {
                column.addDocs(lower, next, elsewhere);
                column.endValue(lower, next++);
            }
            if (next < lower.values() && lower.compare(next, written, value) == 0) {
                column.addDocs(lower, next++, elsewhere);
            }
            column.addDocs(written, value, NONE);
            column.endValue(written, value);
        }
        while (next < lower.values()) {
            column.addDocs(lower, next, elsewhere);
            column.endValue(lower, next++);
        }
        return column.toColumn(maxDoc);
    }

    /// Where values in lower case are written otherwise: value and document, in order.
    private static long[] elsewhere(Column lower, Column written) {
        long[] places = new long[written.rows().length];
        for (int value = 0; value < written.values(); value++) {
            String text = SearchRows.lower(written.text(value));
            long place =
                    (long) lower.lowerBound(text.getBytes(StandardCharsets.UTF_8)) << Integer.SIZE;
            for (int row = written.groupStart(value); row < written.groupStart(value + 1); row++) {
                places[row] = place | written.rows()[row];
            }
        }
        Arrays.sort(places);
        return places;
    }

    private void addDocs(Column from, int value, long[] except) {
        long place = (long) value << Integer.SIZE;
        for (int row = from.groupStart(value); row < from.groupStart(value + 1); row++) {
            int doc = from.rows()[row];
            if (except.length == 0 || Arrays.binarySearch(except, place | doc) < 0) {
                addDoc(doc);
            }
        }
    }

    private void addDoc(int doc) {
        rows = ArrayUtil.grow(rows, rowsSize + 1);
        rows[rowsSize++] = doc;
    }

    /// Ends the documents of a value, unless there are none.
    private void endValue(Column from, int value) {
        if (rowsSize > groupStart[values]) {
            Arrays.sort(rows, groupStart[values], rowsSize);
            BytesRef text = from.bytes(value);
            endValue(text.bytes, text.offset, text.length);
        }
    }

    private void endValue(byte[] text, int offset, int length) {
        bytes = ArrayUtil.grow(bytes, bytesSize + length);
        System.arraycopy(text, offset, bytes, bytesSize, length);
        bytesSize += length;
        values++;
        valueStart = ArrayUtil.grow(valueStart, values + 1);
        groupStart = ArrayUtil.grow(groupStart, values + 1);
        valueStart[values] = bytesSize;
        groupStart[values] = rowsSize;
    }

    private Column toColumn(int maxDoc) {
        return new Column(
                Arrays.copyOf(bytes, bytesSize),
                Arrays.copyOf(valueStart, values + 1),
                Arrays.copyOf(groupStart, values + 1),
                Arrays.copyOf(rows, rowsSize),
                maxDoc);
    }

    private void addAll(TermsEnum terms, BytesRef prefix) throws IOException {
        if (terms.seekCeil(prefix) == TermsEnum.SeekStatus.END) {
            return;
        }
        PostingsEnum postings = null;
        for (BytesRef term = terms.term();
                term != null && StringHelper.startsWith(term, prefix);
                term = terms.next()) {
            postings = terms.postings(postings, PostingsEnum.NONE);
            for (int doc = postings.nextDoc();
                    doc != DocIdSetIterator.NO_MORE_DOCS;
                    doc = postings.nextDoc()) {
                addDoc(doc);
            }
            endValue(term.bytes, term.offset + prefix.length, term.length - prefix.length);
        }
    }
}
