package dev.portico.template.action.http;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.http.HttpExchange;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `http:backstage:request`, as Roadie's action takes it.
@Singleton
final class RequestHttp extends TypedAction<RequestHttp.Input, RequestHttp.Output> {
    private static final int LARGEST_ANSWER = 1024 * 1024;
    private static final int LONGEST_REASON = 300;
    private static final String JSON = "application/json";

    record Input(
            @Describe(
                            value = "Method of the request.",
                            oneOf = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})
                    String method,
            @Describe(
                            "Path below portico.template.http.base-url, /proxy/NAME/… for a target"
                                    + " of portico.template.http.proxy, or a whole address of an"
                                    + " allowed host.")
                    String path,
            @Describe(value = "Headers of the request.", byDefault = "{}") JsonObject headers,
            @Describe(value = "Parameters of the query.", byDefault = "{}") JsonObject params,
            @Describe(
                            value = "Body of the request; what is no text is sent as JSON.",
                            types = {"object", "array", "string", "number", "boolean", "null"})
                    @Nullable Object body,
            @Describe(
                            value = "Whether a bad status is an answer as any, and no failure.",
                            byDefault = "false")
                    boolean continueOnBadResponse) {}

    record Output(
            @Describe("Status of the answer.") int code,
            @Describe("Headers of the answer, their names in lower case.") JsonObject headers,
            @Describe("The answer; one that is no JSON stands in its field message.")
                    @Nullable Object body) {}

    private final HttpTargets targets;
    private final HttpExchange http;

    RequestHttp(HttpConfig config) {
        super(
                new About<>(
                        "http:backstage:request",
                        "Sends a request over HTTP to what the settings allow. Redirects are not"
                                + " followed.",
                        Input.class,
                        Output.class,
                        Repeat.UNSAFE,
                        true));
        this.targets = new HttpTargets(config);
        this.http = new HttpExchange(targets.policy(), config.timeout(), LARGEST_ANSWER);
    }

    @PreDestroy
    void close() {
        http.close();
    }

    @Override
    protected Repeat repeat(Input input) {
        return reads(input.method()) ? Repeat.IDEMPOTENT : Repeat.UNSAFE;
    }

    private static boolean reads(String method) {
        return method.equals("GET") || method.equals("HEAD");
    }

    @Override
    protected Outcome run(Input input, ActionContext context) throws InterruptedException {
        HttpTargets.Target target = targets.of(input.path());
        URI url = withQuery(target.url(), input.params());
        if (context.dryRun()) {
            context.log("It would send " + input.method() + " to " + place(url) + ".");
            return Outcome.Done.NOTHING;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        input.headers()
                .fields()
                .forEach(
                        (name, value) ->
                                headers.put(
                                        name.toLowerCase(Locale.ROOT),
                                        JsonValues.scalarText(value)));
        byte @Nullable [] body = body(input.body(), headers);
        target.headers()
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        HttpExchange.Answer answer =
                http.call(new HttpExchange.Call(input.method(), url, headers, body));
        context.log(
                input.method() + " " + place(url) + " was answered with " + answer.status() + ".");
        if (!input.continueOnBadResponse() && answer.status() >= 300) {
            throw failed(input, url, answer);
        }
        return done(new Output(answer.status(), JsonObject.of(answer.headers()), body(answer)));
    }

    /// Without its query, which may hold what should not be shown.
    private static String place(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath();
    }

    private static URI withQuery(URI url, JsonObject params) {
        List<String> query = new ArrayList<>();
        if (url.getRawQuery() != null) {
            query.add(url.getRawQuery());
        }
        params.fields()
                .forEach(
                        (name, value) ->
                                query.add(
                                        encoded(name)
                                                + "="
                                                + encoded(JsonValues.scalarText(value))));
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        return URI.create(
                url.getScheme()
                        + "://"
                        + url.getRawAuthority()
                        + path
                        + (query.isEmpty() ? "" : "?" + String.join("&", query)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static byte @Nullable [] body(@Nullable Object body, Map<String, String> headers) {
        return switch (body) {
            case null -> null;
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            default -> {
                headers.putIfAbsent("content-type", JSON);
                yield JsonValues.toBytes(body);
            }
        };
    }

    private static @Nullable Object body(HttpExchange.Answer answer) {
        String text = answer.text();
        if (answer.headers().getOrDefault("content-type", "").contains("json")) {
            try {
                return text.isBlank() ? null : JsonValues.parse(text);
            } catch (PorticoException _) {
                return Map.of("message", text);
            }
        }
        return Map.of("message", text);
    }

    private static PorticoException failed(Input input, URI url, HttpExchange.Answer answer) {
        String text = answer.text().strip();
        boolean later = answer.status() >= 500 || answer.status() == 429;
        return new PorticoException(
                later ? ErrorCode.UPSTREAM_FAILED : ErrorCode.UNPROCESSABLE,
                input.method()
                        + " "
                        + place(url)
                        + " was answered with "
                        + answer.status()
                        + (text.isEmpty()
                                ? "."
                                : ": "
                                        + text.substring(
                                                0, Math.min(text.length(), LONGEST_REASON))));
    }
}
