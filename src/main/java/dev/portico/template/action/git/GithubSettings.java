package dev.portico.template.action.git;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonRecords;
import dev.portico.scm.HostApi;
import dev.portico.scm.HostApi.NewRepository;
import dev.portico.template.action.ActionContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a new repository on GitHub is to be like: the part of an action's input that says so, by
/// the same names.
record GithubSettings(
        @Nullable String description,
        @Nullable String homepage,
        @Nullable String access,
        @Nullable String repoVisibility,
        @Nullable Boolean autoInit,
        boolean deleteBranchOnMerge,
        boolean allowMergeCommit,
        boolean allowSquashMerge,
        boolean allowRebaseMerge,
        boolean allowAutoMerge,
        boolean allowUpdateBranch,
        @Nullable String squashMergeCommitTitle,
        @Nullable String squashMergeCommitMessage,
        @Nullable Boolean hasProjects,
        boolean hasWiki,
        boolean hasIssues,
        List<JsonObject> collaborators,
        List<String> topics,
        Map<String, String> repoVariables,
        JsonObject secrets,
        @Nullable JsonObject oidcCustomization,
        @Nullable JsonObject customProperties,
        @Nullable Boolean subscribe,
        @Nullable String workflowAccess) {
    static GithubSettings of(Record input) {
        return JsonRecords.read(GithubSettings.class, JsonRecords.toObject(input));
    }

    NewRepository repository(String defaultBranch) {
        if (!secrets.isEmpty()) {
            throw new PorticoException(
                    ErrorCode.UNPROCESSABLE,
                    "The input secrets can't be used: secrets of a GitHub repository have to be"
                            + " encrypted in a way that is not built in; set them at the"
                            + " organization.");
        }
        Map<String, @Nullable Object> more = new LinkedHashMap<>();
        put(more, "homepage", homepage);
        put(more, "auto_init", autoInit);
        put(more, "delete_branch_on_merge", deleteBranchOnMerge);
        put(more, "allow_merge_commit", allowMergeCommit);
        put(more, "allow_squash_merge", allowSquashMerge);
        put(more, "allow_rebase_merge", allowRebaseMerge);
        put(more, "allow_auto_merge", allowAutoMerge);
        if (allowSquashMerge && squashMergeCommitTitle != null) {
            put(more, "squash_merge_commit_title", squashMergeCommitTitle);
            put(more, "squash_merge_commit_message", squashMergeCommitMessage);
        }
        put(more, "has_projects", hasProjects);
        put(more, "has_wiki", hasWiki);
        put(more, "has_issues", hasIssues);
        put(more, "custom_properties", customProperties);
        return new NewRepository(
                description,
                repoVisibility == null ? "private" : repoVisibility,
                defaultBranch,
                JsonObject.of(more));
    }

    private static void put(
            Map<String, @Nullable Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    /// Everything that is set once the repository is there; can be done again.
    void apply(HostApi api, ActionContext context) throws InterruptedException {
        if (access != null && !access.isBlank()) {
            admit(api, access, access.contains("/"), "admin");
        }
        for (JsonObject one : collaborators) {
            String team = one.text("team").orElse("");
            String who = team.isEmpty() ? one.text("user").orElse("") : team;
            if (who.isEmpty()) {
                throw PorticoException.invalid(
                        "A collaborator names no user and no team; it would be like"
                                + " {user: ann, access: push}.");
            }
            admit(api, who, !team.isEmpty(), one.text("access").orElse("push"));
        }
        if (allowUpdateBranch) {
            // GitHub takes this of a repository that is there only
            api.call("PATCH", "", JsonObject.of(Map.of("allow_update_branch", true)));
        }
        if (!topics.isEmpty()) {
            List<String> names = topics.stream().map(it -> it.toLowerCase(Locale.ROOT)).toList();
            api.call("PUT", "/topics", JsonObject.of(Map.of("names", names)));
        }
        for (Map.Entry<String, String> variable : repoVariables.entrySet()) {
            setVariable(api, variable.getKey(), variable.getValue());
        }
        if (oidcCustomization != null) {
            setOidc(api, oidcCustomization);
        }
        if (Boolean.TRUE.equals(subscribe)) {
            api.call(
                    "PUT",
                    "/subscription",
                    JsonObject.of(Map.of("subscribed", true, "ignored", false)));
        }
        if (workflowAccess != null) {
            api.call(
                    "PUT",
                    "/actions/permissions/access",
                    JsonObject.of(Map.of("access_level", workflowAccess)));
        }
        context.log("Applied the settings of " + api.url());
    }

    private static void admit(HostApi api, String who, boolean team, String permission)
            throws InterruptedException {
        JsonObject body = JsonObject.of(Map.of("permission", permission));
        if (!team) {
            api.call("PUT", "/collaborators/" + part(who), body);
            return;
        }
        // a team is named with its organization, or is one of the owner's
        String[] repository = api.url().path().split("/", 2);
        String[] names = who.contains("/") ? who.split("/", 2) : new String[] {repository[0], who};
        api.call(
                "PUT",
                "//orgs/"
                        + part(names[0])
                        + "/teams/"
                        + part(names[1])
                        + "/repos/"
                        + part(repository[0])
                        + "/"
                        + part(repository[1]),
                body);
    }

    private static void setVariable(HostApi api, String name, String value)
            throws InterruptedException {
        JsonObject body = JsonObject.of(Map.of("name", name, "value", value));
        try {
            api.call("POST", "/actions/variables", body);
        } catch (PorticoException e) {
            if (e.code() != ErrorCode.CONFLICT) {
                throw e;
            }
            api.call("PATCH", "/actions/variables/" + part(name), body);
        }
    }

    private static void setOidc(HostApi api, JsonObject wanted) throws InterruptedException {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("use_default", Boolean.TRUE.equals(wanted.value("useDefault")));
        if (wanted.has("includeClaimKeys")) {
            body.put("include_claim_keys", wanted.list("includeClaimKeys"));
        }
        api.call("PUT", "/actions/oidc/customization/sub", JsonObject.of(body));
    }

    static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
