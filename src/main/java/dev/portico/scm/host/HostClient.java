package dev.portico.scm.host;

import dev.portico.platform.http.JsonExchange.Answer;
import dev.portico.platform.json.JsonObject;
import dev.portico.scm.GitHost;
import dev.portico.scm.HostApi;
import dev.portico.scm.RemoteAccess;
import dev.portico.scm.RepoUrl;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the APIs of all kinds of hosts have in common.
abstract class HostClient implements HostApi {
    private static final Set<Integer> ABSENT = Set.of(404, 410);

    private final HostCalls calls;
    private final RepoUrl url;

    HostClient(HostCalls calls, RepoUrl url) {
        this.calls = calls;
        this.url = url;
    }

    /// Address of the top of the API.
    abstract String top();

    /// Path of the repository below the top, as `/repos/acme/orders`.
    abstract String repository();

    abstract Map<String, String> headers();

    /// What has to stand at the end of each address.
    String suffix(String path) {
        return "";
    }

    final HostCalls calls() {
        return calls;
    }

    @Override
    public final GitHost host() {
        return calls.host();
    }

    @Override
    public final RepoUrl url() {
        return url;
    }

    @Override
    public final RemoteAccess access() {
        return calls.access();
    }

    @Override
    public String remoteUrl() {
        return url.identity() + ".git";
    }

    @Override
    public Optional<JsonObject> findRepository() throws InterruptedException {
        return find("");
    }

    @Override
    public void awaitPush(String branch, String commit) throws InterruptedException {
        // most hosts have taken a push in when they answer it
    }

    @Override
    public final JsonObject call(String method, String path, @Nullable Object body)
            throws InterruptedException {
        return send(method, path, body, Set.of()).object();
    }

    @Override
    public final Optional<JsonObject> find(String path) throws InterruptedException {
        Answer answer = send("GET", path, null, ABSENT);
        return ABSENT.contains(answer.status()) ? Optional.empty() : Optional.of(answer.object());
    }

    @Override
    public final List<JsonObject> list(String path) throws InterruptedException {
        return send("GET", path, null, Set.of()).objects();
    }

    private Answer send(String method, String path, @Nullable Object body, Set<Integer> expected)
            throws InterruptedException {
        String place = path.startsWith("//") ? path.substring(1) : repository() + path;
        return calls.call(method, top() + place + suffix(place), headers(), body, expected);
    }

    /// Fields of a request, those without a value left out, and a host's own last.
    static JsonObject body(JsonObject more, @Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            @Nullable Object value = namesAndValues[i + 1];
            if (value != null && !"".equals(value)) {
                fields.put(String.valueOf(namesAndValues[i]), value);
            }
        }
        fields.putAll(more.fields());
        return JsonObject.of(fields);
    }

    static long number(JsonObject json, String key) {
        return json.value(key) instanceof Number number ? number.longValue() : 0;
    }
}
