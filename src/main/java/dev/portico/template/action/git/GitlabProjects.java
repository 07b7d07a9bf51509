package dev.portico.template.action.git;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.scm.HostApi;
import java.util.Map;
import java.util.Optional;

/// What is set in projects of GitLab. Can be done again after it was cut off.
final class GitlabProjects {
    private GitlabProjects() {}

    /// A call of the API.
    interface Call {
        JsonObject call() throws InterruptedException;
    }

    /// Makes something, unless it is there. False when it was.
    static boolean unlessThere(Call call) throws InterruptedException {
        try {
            call.call();
            return true;
        } catch (PorticoException e) {
            if (e.code() != ErrorCode.CONFLICT) {
                throw e;
            }
            return false;
        }
    }

    /// The id of a user.
    static Optional<Long> user(HostApi api, String name) throws InterruptedException {
        return api.list("//users?username=" + GithubSettings.part(name)).stream()
                .map(user -> user.value("id"))
                .filter(Long.class::isInstance)
                .map(Long.class::cast)
                .findFirst();
    }

    /// Sets a CI variable, made or changed.
    ///
    /// @param variable by the names of GitLab's API
    static void setVariable(HostApi api, JsonObject variable) throws InterruptedException {
        if (!unlessThere(() -> api.call("POST", "/variables", variable))) {
            String key = variable.text("key").orElse("");
            String scope = variable.text("environment_scope").orElse("*");
            api.call(
                    "PUT",
                    "/variables/"
                            + GithubSettings.part(key)
                            + "?filter%5Benvironment_scope%5D="
                            + GithubSettings.part(scope),
                    variable.without("key").without("masked_and_hidden"));
        }
    }

    /// Makes or protects a branch.
    ///
    /// @param wanted `name`, `create`, `ref`, `protect`
    /// @param defaultBranch what a new one starts from when it names nothing
    static void branch(HostApi api, JsonObject wanted, String defaultBranch)
            throws InterruptedException {
        String name =
                wanted.text("name")
                        .orElseThrow(() -> PorticoException.invalid("A branch has no name."));
        if (Boolean.TRUE.equals(wanted.value("create"))) {
            String ref = wanted.text("ref").orElse(defaultBranch);
            unlessThere(
                    () ->
                            api.call(
                                    "POST",
                                    "/repository/branches",
                                    JsonObject.of(Map.of("branch", name, "ref", ref))));
        }
        if (Boolean.TRUE.equals(wanted.value("protect"))) {
            unlessThere(
                    () ->
                            api.call(
                                    "POST",
                                    "/protected_branches",
                                    JsonObject.of(Map.of("name", name))));
        }
    }
}
