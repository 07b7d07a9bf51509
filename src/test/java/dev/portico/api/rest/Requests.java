package dev.portico.api.rest;

import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a resource method gets from the framework, for tests that call it directly.
final class Requests {
    private Requests() {}

    /// @param query as in a URL, without the question mark
    static UriInfo uri(String query) {
        MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
        for (String pair : query.split("&")) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                parameters.add(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return proxy(UriInfo.class, "getQueryParameters", parameters);
    }

    static HttpHeaders json() {
        return proxy(HttpHeaders.class, "getHeaderString", "application/json");
    }

    /// JSON, sent by who says they are this user.
    static HttpHeaders json(String user) {
        return headers(Map.of("Content-Type", "application/json", "Portico-User", "user:" + user));
    }

    static HttpHeaders headers(Map<String, String> headers) {
        return (HttpHeaders)
                Proxy.newProxyInstance(
                        HttpHeaders.class.getClassLoader(),
                        new Class<?>[] {HttpHeaders.class},
                        (_, _, arguments) -> headers.get((String) arguments[0]));
    }

    static HttpHeaders ifNoneMatch(@Nullable String etag) {
        return proxy(HttpHeaders.class, "getRequestHeader", etag == null ? null : List.of(etag));
    }

    static byte[] body(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    static String text(Response response) {
        if (response.getEntity() instanceof StreamingOutput stream) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try {
                stream.write(out);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return out.toString(StandardCharsets.UTF_8);
        }
        return new String((byte[]) response.getEntity(), StandardCharsets.UTF_8);
    }

    static JsonObject object(Response response) {
        return JsonObject.parse(text(response));
    }

    static List<?> array(Response response) {
        return (List<?>) JsonValues.parse(text(response));
    }

    private static <T> T proxy(Class<T> type, String name, @Nullable Object answer) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, _) -> {
                            if (method.getName().equals(name)) {
                                return answer;
                            }
                            throw new UnsupportedOperationException(method.getName());
                        }));
    }
}
