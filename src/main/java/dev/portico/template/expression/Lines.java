package dev.portico.template.expression;

import java.util.Arrays;

/// Finds line and column of an offset.
final class Lines {
    private int[] starts = new int[64];
    private int count = 1;

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
        int found = Arrays.binarySearch(starts, 0, count, offset);
        int line = found >= 0 ? found : -found - 2;
        return new Position(line + 1, offset - starts[line] + 1);
    }
}
