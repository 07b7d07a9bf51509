package dev.portico.access.token;

import dev.portico.access.Permission;
import dev.portico.access.Viewer;
import dev.portico.platform.PorticoException;
import java.util.List;

/// What tokens are limited to.
final class Scoping {
    private Scoping() {}

    /// INVALID_INPUT for one that means no permission there is.
    ///
    /// @param where what to blame, as `portico.access.tokens.ci.scopes`
    static Viewer.Scopes of(String where, List<String> patterns) {
        for (String pattern : patterns) {
            if (Permission.all().stream().noneMatch(one -> one.matches(pattern))) {
                throw PorticoException.invalid(
                        where
                                + " has '"
                                + pattern
                                + "', which is no permission; there are "
                                + String.join(
                                        ", ",
                                        Permission.all().stream().map(Permission::name).toList())
                                + ", and an ending * stands for all that begin so.");
            }
        }
        return new Viewer.Scopes(patterns);
    }

    /// Whether everything that one pattern means, another means too.
    static boolean covers(String wide, String narrow) {
        return wide.equals(narrow)
                || (wide.endsWith("*") && narrow.startsWith(wide.substring(0, wide.length() - 1)));
    }
}
