package dev.portico.query;

/// An order by the values of a key, by UTF-8 bytes of the lower-cased text.
///
/// @param key as in `EntityFilter`; [#REF] orders by the entity ref
public record OrderBy(String key, boolean descending) {
    public static final String REF = "ref";
}
