/// Who owns what and why: reads CODEOWNERS on every run of a Git source and claims what they say,
/// keeps all claims in memory beside the catalog, tells for each entity which source said what and
/// what became of it, and finds what is wrong with ownership.
///
/// In come runs of sources ([dev.portico.source.RunListener]) and claims of people and CI jobs; out
/// go claims through [dev.portico.catalog.CatalogWriter], and answers from memory.
@NullMarked
package dev.portico.ownership;

import org.jspecify.annotations.NullMarked;
