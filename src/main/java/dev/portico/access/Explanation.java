package dev.portico.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why somebody may or may not do something.
///
/// @param entity ref it was asked about; null for none
/// @param because the sentence that decides
/// @param rules each rule about the permission, in the order of the policies
public record Explanation(
        String viewer,
        String permission,
        @Nullable String entity,
        boolean allowed,
        String because,
        List<Line> rules) {
    public Explanation {
        rules = List.copyOf(rules);
    }

    /// One rule.
    ///
    /// @param holds whether it holds for viewer and entity
    /// @param why what is missing, as a sentence; empty when it holds
    public record Line(String rule, boolean denies, boolean holds, String why) {}
}
