package dev.portico.template.expression;

import java.util.Arrays;

/// Finds line and column of an offset; quick for one in the same line as the last.
final class Lines {
    private int[] starts = new int[64];
    private int count = 1;
    private int last;

    Lines(String source) {
        int at = source.indexOf('\n');
        while (at >= 0) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
            }
            starts[count++] = at + 1;
            at = source.indexOf('\n', at + 1);
        }
    }

    Position at(int offset) {
        boolean same = starts[last] <= offset && (last + 1 == count || offset < starts[last + 1]);
        if (!same) {
            int found = Arrays.binarySearch(starts, 0, count, offset);
            last = found >= 0 ? found : -found - 2;
        }
        return new Position(last + 1, offset - starts[last] + 1);
    }
}
