package dev.portico.query;

import java.util.List;

/// A substring that one of the values of one of the keys must contain, without regard to case.
public record TextFilter(String term, List<String> keys) {
    public TextFilter {
        keys = List.copyOf(keys);
    }
}
