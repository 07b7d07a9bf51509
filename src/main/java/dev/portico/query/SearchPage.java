package dev.portico.query;

import java.util.List;

/// What a search found, the best first; equally good ones by ref.
///
/// @param total how many entities match, whatever the page
/// @param words what was looked for, to highlight it
/// @param position position of the change log that the answer reflects
public record SearchPage(List<Hit> hits, long total, SearchWords words, long position) {
    public SearchPage {
        hits = List.copyOf(hits);
    }

    /// One entity.
    ///
    /// @param score how well it matches; comparable within one search only
    public record Hit(IndexedEntity entity, float score) {}
}
