package dev.portico.template.action;

import dev.portico.access.Viewer;
import dev.portico.platform.json.JsonObject;

/// Who may decide on a step that waits for a decision.
public interface DecisionRule {
    /// FORBIDDEN, with a sentence that says who may, when the viewer may not.
    ///
    /// @param waiting the state the action waits with
    /// @param requester who runs the task
    void require(JsonObject waiting, String requester, Viewer viewer);
}
