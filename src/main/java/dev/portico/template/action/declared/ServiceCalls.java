package dev.portico.template.action.declared;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.WebhookSecrets;
import dev.portico.platform.http.HttpExchange;
import dev.portico.platform.http.OutgoingPolicy;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.template.action.ActionContext;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Calls the services that Action documents name, signed as the Standard Webhooks specification
/// says and with the key that tells repeated requests.
@Singleton
final class ServiceCalls {
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int LARGEST_ANSWER = 1024 * 1024;
    private static final int LONGEST_REASON = 300;
    private static final Pattern FIELD = Pattern.compile("\\{([A-Za-z0-9_.-]+)}");

    private final HttpExchange http;
    private final Map<String, WebhookSecrets> secrets = new TreeMap<>();
    private final @Nullable URI callbackUrl;

    /// INVALID_INPUT, with the setting, for a secret that is none.
    ServiceCalls(DeclaredActionsConfig config, OutgoingPolicy policy) {
        this.http = new HttpExchange(policy, ANSWER, LARGEST_ANSWER);
        this.callbackUrl = config.callbackUrl().orElse(null);
        config.secrets()
                .forEach(
                        (name, signing) ->
                                secrets.put(
                                        name,
                                        WebhookSecrets.of(
                                                "portico.template.actions.secrets." + name,
                                                signing.secrets(),
                                                signing.secretFile())));
    }

    @PreDestroy
    void close() {
        http.close();
    }

    /// Asks the service to do it; answers the object it says, empty when it says nothing.
    JsonObject ask(ActionDocument document, JsonObject body, ActionContext context)
            throws InterruptedException {
        Map<String, String> headers = new LinkedHashMap<>(document.headers());
        headers.put("Content-Type", "application/json");
        headers.put("Idempotency-Key", context.idempotencyKey());
        return call(document, document.method(), document.url(), headers, body.toBytes(), context);
    }

    /// Asks how far it is.
    ///
    /// @param url with `{field}` for fields of the first answer
    JsonObject look(ActionDocument document, String url, JsonObject first, ActionContext context)
            throws InterruptedException {
        return call(
                document, "GET", filled(url, first), new LinkedHashMap<>(), new byte[0], context);
    }

    /// Where the service calls back. INVALID_INPUT when the settings do not say.
    String callbackUrl(UUID task, String step) {
        if (callbackUrl == null) {
            throw PorticoException.invalid(
                    "A service can't call back: set portico.template.actions.callback-url to the"
                            + " address of this program.");
        }
        String base = callbackUrl.toString();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base)
                + "/api/tasks/"
                + task
                + "/callback?step="
                + encoded(step);
    }

    private JsonObject call(
            ActionDocument document,
            String method,
            URI url,
            Map<String, String> headers,
            byte[] body,
            ActionContext context)
            throws InterruptedException {
        headers.putIfAbsent("Accept", "application/json");
        sign(document, headers, body, context);
        HttpExchange.Answer answer =
                http.call(
                        new HttpExchange.Call(
                                method,
                                url,
                                headers,
                                body.length == 0 ? null : body,
                                document.timeout()));
        if (answer.status() < 200 || answer.status() > 299) {
            throw refused(url.getHost(), answer);
        }
        return object(url.getHost(), answer);
    }

    private void sign(
            ActionDocument document,
            Map<String, String> headers,
            byte[] body,
            ActionContext context) {
        if (document.signedWith() == null) {
            return;
        }
        WebhookSecrets signing = secrets.get(document.signedWith());
        if (signing == null) {
            throw PorticoException.invalid(
                    "There is no secret '"
                            + document.signedWith()
                            + "', which "
                            + document.ref()
                            + " is signed with; set portico.template.actions.secrets."
                            + document.signedWith()
                            + ".secret.");
        }
        long now = context.clock().instant().getEpochSecond();
        String id = context.idempotencyKey();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", String.valueOf(now));
        headers.put("webhook-signature", signing.sign(id, now, body));
    }

    private static PorticoException refused(String host, HttpExchange.Answer answer) {
        String text = answer.text().strip();
        boolean later = answer.status() >= 500 || answer.status() == 429;
        return new PorticoException(
                later ? ErrorCode.UPSTREAM_FAILED : ErrorCode.UNPROCESSABLE,
                host
                        + " answered with "
                        + answer.status()
                        + (text.isEmpty()
                                ? "."
                                : ": "
                                        + text.substring(
                                                0, Math.min(text.length(), LONGEST_REASON))));
    }

    private static JsonObject object(String host, HttpExchange.Answer answer) {
        String text = answer.text();
        if (text.isBlank()) {
            return JsonObject.EMPTY;
        }
        try {
            return JsonObject.parse(text);
        } catch (PorticoException e) {
            throw new PorticoException(
                    ErrorCode.UNPROCESSABLE,
                    host + " answered something that is no JSON object.",
                    e);
        }
    }

    private static URI filled(String url, JsonObject first) {
        String filled =
                FIELD.matcher(url)
                        .replaceAll(
                                match -> Matcher.quoteReplacement(field(match.group(1), first)));
        try {
            return URI.create(filled);
        } catch (IllegalArgumentException e) {
            throw PorticoException.invalid("The address to poll, '" + filled + "', is none.");
        }
    }

    private static String field(String path, JsonObject first) {
        @Nullable Object value = JsonValues.at(first.fields(), "/" + path.replace('.', '/'));
        if (value == null || value instanceof Map<?, ?> || value instanceof List<?>) {
            throw new PorticoException(
                    ErrorCode.UNPROCESSABLE,
                    "The answer has no field '" + path + "', which the address to poll needs.");
        }
        return encoded(JsonValues.scalarText(value));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
