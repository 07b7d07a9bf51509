package dev.portico.ownership.codeowners;

import java.util.List;

/// Rules of which the last that matches counts. A file of GitHub's is one section.
///
/// @param name empty for what stands before the first header
/// @param optional whether an approval of these owners is not required
/// @param approvals how many of them must approve
public record OwnersSection(String name, boolean optional, int approvals, List<OwnersRule> rules) {
    public OwnersSection {
        rules = List.copyOf(rules);
    }
}
