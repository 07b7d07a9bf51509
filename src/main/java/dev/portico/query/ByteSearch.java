package dev.portico.query;

/// Finds bytes in bytes.
final class ByteSearch {
    private ByteSearch() {}

    /// The first place in `from` to `to` where all of `part` stands; -1 when there is none.
    static int indexOf(byte[] bytes, int from, int to, byte[] part) {
        if (part.length == 0) {
            return from;
        }
        byte first = part[0];
        int last = to - part.length;
        for (int i = from; i <= last; i++) {
            if (bytes[i] == first && matches(bytes, i, part)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean matches(byte[] bytes, int at, byte[] part) {
        for (int i = 1; i < part.length; i++) {
            if (bytes[at + i] != part[i]) {
                return false;
            }
        }
        return true;
    }
}
