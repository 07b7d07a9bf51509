package dev.portico.template.action.git;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonRecords;
import dev.portico.scm.HostApi;
import dev.portico.template.action.ActionContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a branch on GitHub is protected: the part of an action's input that says so, by the same
/// names.
record GithubProtection(
        boolean protectDefaultBranch,
        boolean protectEnforceAdmins,
        @Nullable Long requiredApprovingReviewCount,
        boolean requireCodeOwnerReviews,
        boolean dismissStaleReviews,
        boolean requireLastPushApproval,
        @Nullable JsonObject bypassPullRequestAllowances,
        @Nullable JsonObject restrictions,
        List<String> requiredStatusCheckContexts,
        boolean requireBranchesToBeUpToDate,
        boolean requiredConversationResolution,
        boolean requiredLinearHistory,
        boolean requiredCommitSigning) {
    /// What GitHub says where a plan has no protected branches.
    private static final String NO_PLAN = "Upgrade to GitHub";

    static GithubProtection of(Record input) {
        return JsonRecords.read(GithubProtection.class, JsonRecords.toObject(input));
    }

    /// Protects a branch when that is asked for; can be done again.
    void apply(HostApi api, String branch, ActionContext context) throws InterruptedException {
        if (!protectDefaultBranch) {
            return;
        }
        String path = "/branches/" + GithubSettings.part(branch) + "/protection";
        try {
            api.call("PUT", path, body());
            if (requiredCommitSigning) {
                api.call("POST", path + "/required_signatures", null);
            }
            context.log("Protected the branch " + branch);
        } catch (PorticoException e) {
            if (e.code() != ErrorCode.FORBIDDEN || !e.text().contains(NO_PLAN)) {
                throw e;
            }
            context.log("The branch " + branch + " is not protected: " + e.text());
        }
    }

    private JsonObject body() {
        Map<String, @Nullable Object> reviews = new LinkedHashMap<>();
        reviews.put(
                "required_approving_review_count",
                requiredApprovingReviewCount == null ? 1 : requiredApprovingReviewCount);
        reviews.put("require_code_owner_reviews", requireCodeOwnerReviews);
        reviews.put("dismiss_stale_reviews", dismissStaleReviews);
        reviews.put("require_last_push_approval", requireLastPushApproval);
        if (bypassPullRequestAllowances != null) {
            reviews.put("bypass_pull_request_allowances", bypassPullRequestAllowances);
        }
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put(
                "required_status_checks",
                Map.of(
                        "strict",
                        requireBranchesToBeUpToDate,
                        "contexts",
                        requiredStatusCheckContexts));
        body.put("enforce_admins", protectEnforceAdmins);
        body.put("required_pull_request_reviews", reviews);
        body.put("restrictions", whoMayPush());
        body.put("required_conversation_resolution", requiredConversationResolution);
        body.put("required_linear_history", requiredLinearHistory);
        return JsonObject.of(body);
    }

    /// GitHub wants all of its lists or none.
    private @Nullable Object whoMayPush() {
        return restrictions == null
                ? null
                : Map.of(
                        "users",
                        restrictions.list("users"),
                        "teams",
                        restrictions.list("teams"),
                        "apps",
                        restrictions.list("apps"));
    }
}
