package dev.portico.template.action.wait;

import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonRecords;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who may approve; kept with the step that waits.
///
/// @param approvers canonical refs of groups and users, or [#LOCAL]
/// @param ownersOf canonical ref of an entity whose owners may too; null for none
/// @param requesterMay whether who runs the task may, when among them
record ApprovalRule(List<String> approvers, @Nullable String ownersOf, boolean requesterMay) {
    /// Names whoever reaches the program while nobody says who they are.
    static final String LOCAL = "local";

    ApprovalRule {
        approvers = List.copyOf(approvers);
    }

    JsonObject toJson() {
        return JsonRecords.toObject(this);
    }

    static ApprovalRule read(JsonObject state) {
        return JsonRecords.read(ApprovalRule.class, state);
    }
}
