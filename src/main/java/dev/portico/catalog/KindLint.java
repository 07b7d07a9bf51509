package dev.portico.catalog;

import dev.portico.platform.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks at good documents of a kind for what will fail when they are used. What it says is shown
/// as warnings and keeps no document out, unless it refuses. Features that come after the catalog
/// implement it.
public interface KindLint {
    /// The exact name of the kind.
    String kind();

    /// Everything to be told of a document that its schema allows. Pure, never fails.
    List<Remark> check(JsonObject document);

    /// Whether what it says keeps a document out; then what was declared before stays.
    default boolean refuses() {
        return false;
    }

    /// Changes when the same document may be judged otherwise than before.
    String version();

    /// @param code stable, kebab-case
    /// @param message one sentence: what is wrong, and what would be right
    /// @param pointer JSON pointer into the document
    /// @param found what stands there; null when nothing does
    record Remark(String code, String message, String pointer, @Nullable Object found) {}
}
