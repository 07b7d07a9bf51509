package dev.portico.source.kubernetes.read;

import java.util.LinkedHashMap;
import java.util.Map;

/// One copy of texts that many objects have: label values, reasons, image names. A cache of fixed
/// size; threads may write over each other's slots, which costs a copy and nothing else, since
/// strings are immutable.
final class Shared {
    private static final int SLOTS = 1 << 14;
    private static final String[] TEXTS = new String[SLOTS];

    private Shared() {}

    static String text(String text) {
        int hash = text.hashCode();
        int slot = (hash ^ hash >>> 14) & SLOTS - 1;
        String kept = TEXTS[slot];
        if (text.equals(kept)) {
            return kept;
        }
        TEXTS[slot] = text;
        return text;
    }

    /// An immutable copy whose keys and values are shared.
    static Map<String, String> texts(Map<String, String> texts) {
        Map<String, String> copy = LinkedHashMap.newLinkedHashMap(texts.size());
        texts.forEach((key, value) -> copy.put(text(key), text(value)));
        return Map.copyOf(copy);
    }
}
