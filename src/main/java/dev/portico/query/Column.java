package dev.portico.query;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// The values of one key in one segment, turned both ways: from each value, in the order of bytes,
/// to its documents in the order of uids, and from each document to its values. Immutable; deleted
/// documents are in it too.
final class Column {
    private final byte[] bytes;
    private final int[] valueStart;
    private final int[] groupStart;
    private final int[] rows;
    private final int @Nullable [] docStart;
    private final int[] docValues;
    private final int withValue;
    private int @Nullable [] without;

    /// @param bytes all values one behind the other
    /// @param valueStart where each begins; one more for the end
    /// @param groupStart where the documents of each value begin in `rows`; one more for the end
    /// @param maxDoc number of documents of the segment
    Column(byte[] bytes, int[] valueStart, int[] groupStart, int[] rows, int maxDoc) {
        this.bytes = bytes;
        this.valueStart = valueStart;
        this.groupStart = groupStart;
        this.rows = rows;
        int[] counts = new int[maxDoc + 1];
        for (int doc : rows) {
            counts[doc + 1]++;
        }
        int present = 0;
        boolean single = true;
        for (int count : counts) {
            present += count > 0 ? 1 : 0;
            single &= count <= 1;
        }
        this.withValue = present;
        if (single) {
            this.docStart = null;
            this.docValues = oneValue(maxDoc);
        } else {
            for (int doc = 0; doc < maxDoc; doc++) {
                counts[doc + 1] += counts[doc];
            }
            this.docStart = counts;
            this.docValues = manyValues(counts);
        }
    }

    private int[] oneValue(int maxDoc) {
        int[] values = new int[maxDoc];
        Arrays.fill(values, -1);
        for (int value = 0; value < values(); value++) {
            for (int row = groupStart[value]; row < groupStart[value + 1]; row++) {
                values[rows[row]] = value;
            }
        }
        return values;
    }

    private int[] manyValues(int[] starts) {
        int[] next = starts.clone();
        int[] values = new int[rows.length];
        for (int value = 0; value < values(); value++) {
            for (int row = groupStart[value]; row < groupStart[value + 1]; row++) {
                values[next[rows[row]]++] = value;
            }
        }
        return values;
    }

    /// Number of distinct values.
    int values() {
        return valueStart.length - 1;
    }

    int[] rows() {
        return rows;
    }

    int groupStart(int value) {
        return groupStart[value];
    }

    /// Whether no document has more than one value.
    boolean isSingle() {
        return docStart == null;
    }

    /// The value of each document, -1 for none, where no document has more than one.
    int[] singleValues() {
        return docValues;
    }

    /// How many values a document has.
    int count(int doc) {
        return docStart == null ? (docValues[doc] < 0 ? 0 : 1) : docStart[doc + 1] - docStart[doc];
    }

    /// The nth value of a document, from 0, in order.
    int value(int doc, int n) {
        return docStart == null ? docValues[doc] : docValues[docStart[doc] + n];
    }

    /// The value that an order goes by: the smallest, or the largest; -1 for none.
    int sortValue(int doc, boolean largest) {
        int count = count(doc);
        return count == 0 ? -1 : value(doc, largest ? count - 1 : 0);
    }

    String text(int value) {
        return new String(
                bytes,
                valueStart[value],
                valueStart[value + 1] - valueStart[value],
                StandardCharsets.UTF_8);
    }

    /// The text as UTF-8, where it is; not to be changed.
    BytesRef bytes(int value) {
        int start = valueStart[value];
        return new BytesRef(bytes, start, valueStart[value + 1] - start);
    }

    /// Compares a value with one of another column, by bytes.
    int compare(int value, Column other, int otherValue) {
        return Arrays.compareUnsigned(
                bytes,
                valueStart[value],
                valueStart[value + 1],
                other.bytes,
                other.valueStart[otherValue],
                other.valueStart[otherValue + 1]);
    }

    int compare(int value, byte[] other) {
        return Arrays.compareUnsigned(
                bytes, valueStart[value], valueStart[value + 1], other, 0, other.length);
    }

    /// The first value that is not less; the number of values when there is none.
    int lowerBound(byte[] text) {
        int below = 0;
        int above = values();
        while (below < above) {
            int middle = (below + above) >>> 1;
            if (compare(middle, text) < 0) {
                below = middle + 1;
            } else {
                above = middle;
            }
        }
        return below;
    }

    boolean contains(int value, byte[] part) {
        return ByteSearch.indexOf(bytes, valueStart[value], valueStart[value + 1], part) >= 0;
    }

    /// The next value from `value` on that contains a part; -1 when there is none.
    int nextContaining(int value, byte[] part) {
        if (part.length == 0) {
            return value < values() ? value : -1;
        }
        int at = value;
        while (at < values()) {
            int hit = ByteSearch.indexOf(bytes, valueStart[at], bytes.length, part);
            if (hit < 0) {
                return -1;
            }
            int found = Arrays.binarySearch(valueStart, at, valueStart.length, hit);
            at = found >= 0 ? lastStartingAt(found) : -found - 2;
            if (hit + part.length <= valueStart[at + 1]) {
                return at;
            }
            at++; // it stands across two values
        }
        return -1;
    }

    /// An empty value starts where the next one does; the bytes there belong to the last of them.
    private int lastStartingAt(int value) {
        int last = value;
        while (last + 1 < values() && valueStart[last + 1] == valueStart[value]) {
            last++;
        }
        return last;
    }

    /// Documents without a value, in the order of uids. Made at the first call; two threads that
    /// make it at once make the same.
    int[] without() {
        int[] known = without;
        if (known != null) {
            return known;
        }
        int maxDoc = docStart == null ? docValues.length : docStart.length - 1;
        int[] made = new int[maxDoc - withValue];
        int size = 0;
        for (int doc = 0; doc < maxDoc; doc++) {
            if (count(doc) == 0) {
                made[size++] = doc;
            }
        }
        without = made;
        return made;
    }

    /// About how many bytes of memory it takes.
    int weight() {
        int ints = valueStart.length + groupStart.length + rows.length + docValues.length;
        int starts = docStart == null ? docValues.length : docStart.length;
        return 64 + bytes.length + 4 * (ints + starts);
    }
}
