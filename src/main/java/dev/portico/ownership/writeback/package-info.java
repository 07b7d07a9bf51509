/// Proposes to Git what the catalog knows better than a file: edits of single values in descriptor
/// files, and the pull requests that carry them.
@NullMarked
package dev.portico.ownership.writeback;

import org.jspecify.annotations.NullMarked;
