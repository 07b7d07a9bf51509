package dev.portico.query;

import java.io.IOException;
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
        return new Column(
                Arrays.copyOf(column.bytes, column.bytesSize),
                Arrays.copyOf(column.valueStart, column.values + 1),
                Arrays.copyOf(column.groupStart, column.values + 1),
                Arrays.copyOf(column.rows, column.rowsSize),
                reader.maxDoc());
    }

    private void addAll(TermsEnum terms, BytesRef prefix) throws IOException {
        if (terms.seekCeil(prefix) == TermsEnum.SeekStatus.END) {
            return;
        }
        PostingsEnum postings = null;
        for (BytesRef term = terms.term();
                term != null && StringHelper.startsWith(term, prefix);
                term = terms.next()) {
            int length = term.length - prefix.length;
            bytes = ArrayUtil.grow(bytes, bytesSize + length);
            System.arraycopy(term.bytes, term.offset + prefix.length, bytes, bytesSize, length);
            bytesSize += length;
            postings = terms.postings(postings, PostingsEnum.NONE);
            for (int doc = postings.nextDoc();
                    doc != DocIdSetIterator.NO_MORE_DOCS;
                    doc = postings.nextDoc()) {
                rows = ArrayUtil.grow(rows, rowsSize + 1);
                rows[rowsSize++] = doc;
            }
            values++;
            valueStart = ArrayUtil.grow(valueStart, values + 1);
            groupStart = ArrayUtil.grow(groupStart, values + 1);
            valueStart[values] = bytesSize;
            groupStart[values] = rowsSize;
        }
    }
}
