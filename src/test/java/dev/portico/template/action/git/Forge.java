package dev.portico.template.action.git;

import dev.portico.scm.GitHostKind;
import dev.portico.test.StandIn.Asked;
import dev.portico.test.StandIn.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/// What a Git host remembers, as far as actions ask it: what is there already is refused in the
/// words of the host, so that nothing can be made twice unseen.
final class Forge {
    private final Map<String, String> there = new TreeMap<>();
    private final List<String> started = new ArrayList<>();
    private final BiFunction<String, String, String> branches;

    /// @param branches id of the commit of a branch of a repository; empty when there is none
    Forge(BiFunction<String, String, String> branches) {
        this.branches = branches;
    }

    Reply answer(GitHostKind kind, Asked asked) {
        synchronized (this) {
            return switch (kind) {
                case GITHUB -> github(asked, asked.path().replaceFirst("^/api/v3", ""));
                case GITLAB -> gitlab(asked, asked.path().replaceFirst("^/api/v4", ""));
                case GITEA -> gitea(asked, asked.path().replaceFirst("^/api/v1", ""));
                default -> azure(asked);
            };
        }
    }

    /// What is there, and what was started, however often.
    synchronized List<String> all() {
        List<String> all = new ArrayList<>(started);
        there.forEach((name, value) -> all.add(name + " = " + value));
        return all;
    }

    /// As if it had been there before.
    synchronized Forge with(String name) {
        there.put(name, "");
        return this;
    }

    private Reply make(String name, Asked asked, String made, Reply refusal) {
        if (there.containsKey(name)) {
            return refusal;
        }
        there.put(name, asked.body().toJson());
        return new Reply(201, made);
    }

    private Reply set(Asked asked) {
        there.put(asked.method() + " " + asked.path(), asked.body().toJson());
        return new Reply(200, "{}");
    }

    private Reply show(String name, String found) {
        return there.containsKey(name)
                ? new Reply(200, found)
                : new Reply(404, "{\"message\": \"Not Found\"}");
    }

    private static Reply refused(int status, String message) {
        return new Reply(status, "{\"message\": \"" + message + "\"}");
    }

    private static String field(Asked asked, String name) {
        return asked.body().text(name).orElse("");
    }

    private Reply github(Asked asked, String path) {
        String request =
                """
                {"number": 9, "html_url": "https://h/acme/orders/pull/9", "state": "open",
                 "base": {"ref": "main"}, "merged_at": null}""";
        String exists = "{\"message\": \"name already exists on this account\"}";
        return switch (asked.method() + " " + path) {
            case "GET /users/acme" -> new Reply(200, "{\"type\": \"Organization\"}");
            case "GET /repos/acme/orders" -> show("repository", "{\"id\": 5}");
            case "GET /repos/acme/orders/pulls?state=open&head=acme%3Aone" ->
                    new Reply(200, there.containsKey("request one") ? "[" + request + "]" : "[]");
            case "GET /repos/acme/orders/pulls/9" -> show("request one", request);
            case "POST /orgs/acme/repos" ->
                    make("repository", asked, "{\"id\": 5}", new Reply(422, exists));
            case "POST /repos/acme/orders/pulls" ->
                    make(
                            "request " + field(asked, "head"),
                            asked,
                            request,
                            refused(422, "A pull request already exists for acme:one."));
            case "POST /repos/acme/orders/hooks" ->
                    make(
                            "hook " + asked.body().object("config").text("url").orElse(""),
                            asked,
                            "{}",
                            refused(422, "Hook already exists on this repository"));
            case "POST /repos/acme/orders/actions/variables" ->
                    make(
                            "variable " + field(asked, "name"),
                            asked,
                            "{}",
                            refused(409, "Already exists - Variable already exists"));
            case "POST /repos/acme/orders/actions/workflows/build.yaml/dispatches" -> {
                started.add("workflow " + asked.body().toJson());
                yield new Reply(204, "");
            }
            // a variable that is set again is the same variable
            case "PATCH /repos/acme/orders/actions/variables/STAGE" -> new Reply(204, "");
            default -> asked.method().equals("GET") ? refused(404, "Not Found") : set(asked);
        };
    }

    private Reply gitlab(Asked asked, String path) {
        String request =
                """
                {"iid": 4, "web_url": "https://h/acme/orders/-/merge_requests/4",
                 "state": "opened", "target_branch": "main"}""";
        return switch (asked.method() + " " + path) {
            case "GET /namespaces/acme" -> new Reply(200, "{\"id\": 12}");
            case "GET /users?username=ann" -> new Reply(200, "[{\"id\": 3}]");
            case "GET /projects/acme%2Forders" -> show("project", "{\"id\": 7}");
            case "GET /projects/acme%2Forders/merge_requests?state=opened&source_branch=one" ->
                    new Reply(200, there.containsKey("request one") ? "[" + request + "]" : "[]");
            case "GET /projects/acme%2Forders/merge_requests/4" -> show("request one", request);
            case "POST /projects" ->
                    make(
                            "project",
                            asked,
                            "{\"id\": 7}",
                            new Reply(
                                    400,
                                    "{\"message\": {\"path\": [\"has already been taken\"]}}"));
            case "POST /projects/acme%2Forders/merge_requests" ->
                    make(
                            "request " + field(asked, "source_branch"),
                            asked,
                            request,
                            refused(409, "Another open merge request already exists"));
            case "POST /projects/acme%2Forders/repository/branches" ->
                    make(
                            "branch " + field(asked, "branch"),
                            asked,
                            "{}",
                            refused(400, "Branch already exists"));
            case "POST /projects/acme%2Forders/protected_branches" ->
                    make(
                            "protected " + field(asked, "name"),
                            asked,
                            "{}",
                            refused(409, "Protected branch already exists"));
            case "POST /projects/acme%2Forders/members" ->
                    make(
                            "member " + field(asked, "user_id"),
                            asked,
                            "{}",
                            refused(409, "Member already exists"));
            case "POST /projects/acme%2Forders/variables", "POST /projects/7/variables" ->
                    make(
                            "variable " + field(asked, "key"),
                            asked,
                            "{}",
                            new Reply(
                                    400,
                                    "{\"message\": {\"key\": [\"(A) has already been taken\"]}}"));
            default -> {
                if (asked.method().equals("GET")) {
                    yield refused(404, "Not Found");
                }
                // a variable that is set again is the same variable
                yield path.contains("/variables/") ? new Reply(200, "{}") : set(asked);
            }
        };
    }

    private Reply gitea(Asked asked, String path) {
        String request =
                """
                {"number": 4, "html_url": "https://h/acme/orders/pulls/4", "state": "open",
                 "merged": false, "base": {"ref": "main"}, "head": {"ref": "one"}}""";
        String branch = "/repos/acme/orders/branches/";
        if (asked.method().equals("GET") && path.startsWith(branch)) {
            String commit = branches.apply("acme/orders", path.substring(branch.length()));
            return commit.isEmpty()
                    ? refused(404, "Not Found")
                    : new Reply(200, "{\"commit\": {\"id\": \"" + commit + "\"}}");
        }
        return switch (asked.method() + " " + path) {
            case "GET /orgs/acme" -> new Reply(200, "{\"id\": 1}");
            case "GET /repos/acme/orders" -> show("repository", "{\"id\": 5, \"empty\": false}");
            case "GET /repos/acme/orders/pulls?state=open&limit=50&page=1" ->
                    new Reply(200, there.containsKey("request one") ? "[" + request + "]" : "[]");
            case "GET /repos/acme/orders/pulls/4" -> show("request one", request);
            case "POST /orgs/acme/repos" ->
                    make(
                            "repository",
                            asked,
                            "{\"id\": 5}",
                            refused(409, "The repository with the same name already exists."));
            case "POST /repos/acme/orders/pulls" ->
                    make(
                            "request " + field(asked, "head"),
                            asked,
                            request,
                            refused(409, "pull request already exists for these targets"));
            default -> asked.method().equals("GET") ? refused(404, "Not Found") : set(asked);
        };
    }

    private Reply azure(Asked asked) {
        return switch (asked.line()) {
            case "GET /acme/shop/_apis/git/repositories/orders?api-version=7.1" ->
                    show("repository", "{\"id\": \"guid\"}");
            case "POST /acme/shop/_apis/git/repositories?api-version=7.1" ->
                    make(
                            "repository",
                            asked,
                            "{\"id\": \"guid\"}",
                            refused(409, "TF400948: A Git repository with that name exists."));
            default -> asked.method().equals("GET") ? refused(404, "Not Found") : set(asked);
        };
    }
}
