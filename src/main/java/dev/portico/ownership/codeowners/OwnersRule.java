package dev.portico.ownership.codeowners;

import java.util.List;

/// One rule of a file.
///
/// @param line in the file, from 1
/// @param pattern as it stands there
/// @param owners in their order, as `@acme/payments`, `@ann`, `ann@example.com`; none for nobody
/// @param excludes whether what matches has no owner by this section
public record OwnersRule(int line, String pattern, List<String> owners, boolean excludes) {
    public OwnersRule {
        owners = List.copyOf(owners);
    }
}
