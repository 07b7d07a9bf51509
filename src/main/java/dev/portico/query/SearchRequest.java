package dev.portico.query;

import dev.portico.model.EntityFilter;

/// A search by words, the best first. An entity is found when each word of the text stands in it,
/// begins a word of it or is misspelt by a letter or two; see [SearchWords].
///
/// @param text at most 200 characters and 20 words; blank for every entity of the filter, by ref
/// @param scope where the words may stand
/// @param offset hits to skip; at most 10,000
/// @param limit hits to answer; at most 1,000, 0 for the total alone
public record SearchRequest(String text, EntityFilter filter, Scope scope, int offset, int limit) {
    /// Where the words may stand.
    public enum Scope {
        /// Names, titles, kind, namespace, type, lifecycle, owner, system, domain, tags, e-mail,
        /// description and links.
        EVERYTHING,
        /// Names and titles: for suggestions while somebody types.
        NAMES
    }

    SearchRequest with(EntityFilter other) {
        return other == filter ? this : new SearchRequest(text, other, scope, offset, limit);
    }
}
