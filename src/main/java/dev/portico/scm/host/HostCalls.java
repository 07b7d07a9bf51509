package dev.portico.scm.host;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.Secret;
import dev.portico.platform.http.JsonExchange;
import dev.portico.platform.http.JsonExchange.Answer;
import dev.portico.platform.http.JsonExchange.Call;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.scm.GitHost;
import dev.portico.scm.RemoteAccess;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Calls the API of one host, signed in, and turns its refusals into sentences.
final class HostCalls {
    /// A sentence that a host says more than this is cut.
    private static final int MAX_SAID = 300;

    /// Statuses below 300 that hosts answer with a page to sign in instead of JSON.
    private static final int SIGN_IN_PAGE = 203;

    private final JsonExchange http;
    private final GitHost host;
    private final RemoteAccess access;

    HostCalls(JsonExchange http, GitHost host, RemoteAccess access) {
        this.http = http;
        this.host = host;
        this.access = access;
    }

    GitHost host() {
        return host;
    }

    RemoteAccess access() {
        return access;
    }

    /// A part of a path or a query, encoded; slashes too.
    static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    String base() {
        return host.url().toString().replaceAll("/+$", "");
    }

    /// The token without the user that may stand before it.
    String token() {
        String value = access.token().map(Secret::value).orElse("");
        return value.substring(value.indexOf(':') + 1);
    }

    /// User and token for a host that takes both; an empty user when there is none.
    String basic() {
        String value = access.token().map(Secret::value).orElse("");
        String login = value.contains(":") ? value : ":" + value;
        return "Basic "
                + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    boolean hasToken() {
        return access.token().isPresent();
    }

    boolean hasUser() {
        return access.token().map(Secret::value).orElse("").contains(":");
    }

    /// Calls and answers what came, whatever it is except for what no caller expects: a refused
    /// token, a limit on calls, trouble of the host.
    ///
    /// @param expected statuses from 300 on that the caller knows what to do with
    Answer call(
            String method,
            String url,
            Map<String, String> headers,
            @Nullable Object body,
            Set<Integer> expected)
            throws InterruptedException {
        Answer answer = http.call(new Call(method, URI.create(url), headers, body));
        boolean good = answer.status() < 300 && answer.status() != SIGN_IN_PAGE;
        if (good || expected.contains(answer.status())) {
            return answer;
        }
        throw failed(method, url, answer);
    }

    private PorticoException failed(String method, String url, Answer answer) {
        String what = method + " " + URI.create(url).getPath() + ": " + authority() + " ";
        String said = said(answer);
        int status = answer.status();
        Map<String, Object> details =
                answer.retryAfter()
                        .map(wait -> Map.<String, Object>of("retryAfter", wait.toSeconds()))
                        .orElse(Map.of());
        if (isLimit(answer, said)) {
            return new PorticoException(
                    ErrorCode.RATE_LIMITED,
                    what + "takes no more calls now; try again later." + said,
                    details,
                    null);
        }
        return switch (status) {
            case SIGN_IN_PAGE, 401 ->
                    new PorticoException(ErrorCode.FORBIDDEN, what + access.refused() + "." + said);
            case 403 ->
                    new PorticoException(
                            ErrorCode.FORBIDDEN,
                            what
                                    + (access.token().isPresent()
                                            ? "does not let the token of "
                                                    + access.name()
                                                    + " do this; give it the right to."
                                            : access.refused() + ".")
                                    + said);
            case 404, 410 ->
                    new PorticoException(
                            ErrorCode.NOT_FOUND,
                            what
                                    + "has no such thing, or the token of "
                                    + access.name()
                                    + " may not see it."
                                    + said);
            case 409 -> new PorticoException(ErrorCode.CONFLICT, what + "has it already." + said);
            default -> other(status, what, said, details);
        };
    }

    private static PorticoException other(
            int status, String what, String said, Map<String, Object> details) {
        if (status >= 500) {
            return new PorticoException(
                    ErrorCode.UPSTREAM_FAILED,
                    what + "is in trouble (status " + status + ")." + said,
                    details,
                    null);
        }
        if (status >= 300 && status < 400) {
            return new PorticoException(
                    ErrorCode.UNPROCESSABLE,
                    what + "sends on to another address; name the repository as it is now." + said);
        }
        boolean exists = said.matches("(?s).*(already (exists|been taken)|TF400948|TF401179).*");
        return new PorticoException(
                exists ? ErrorCode.CONFLICT : ErrorCode.UNPROCESSABLE,
                what + (exists ? "has it already." : "does not take this.") + said);
    }

    private static boolean isLimit(Answer answer, String said) {
        return answer.status() == 429
                || answer.status() == 403
                        && (answer.retryAfter().isPresent()
                                || said.toLowerCase(Locale.ROOT).contains("rate limit"));
    }

    private String authority() {
        return host.url().getAuthority();
    }

    /// What the host itself says, with a space before it, without the token.
    private String said(Answer answer) {
        JsonObject body = answer.object();
        StringBuilder text = new StringBuilder();
        @Nullable Object message =
                body.has("message") ? body.value("message") : body.value("error");
        if (message != null) {
            text.append(JsonValues.scalarText(message));
        }
        List<@Nullable Object> errors = body.list("errors");
        if (!errors.isEmpty()) {
            text.append(' ').append(JsonValues.toJson(errors));
        }
        String plain = text.toString().replace("\"", "'").strip();
        String token = token();
        String hidden = token.length() > 1 ? plain.replace(token, "***") : plain;
        return hidden.isEmpty()
                ? ""
                : " It says: "
                        + (hidden.length() > MAX_SAID ? hidden.substring(0, MAX_SAID) : hidden);
    }
}
