package dev.portico.access;

import dev.portico.access.policy.PolicyReader;
import dev.portico.platform.json.JsonObject;
import java.util.List;

/// Looks at policy documents before they are used.
public final class PolicyCheck {
    private PolicyCheck() {}

    /// All that is wrong with a document; nothing when it can be used. Pure.
    public static List<PolicyProblem> check(JsonObject document) {
        return PolicyReader.check(document);
    }
}
