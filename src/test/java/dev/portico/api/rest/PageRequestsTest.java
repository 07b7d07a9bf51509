package dev.portico.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageRequestsTest {
    @ParameterizedTest
    @CsvSource({
        "GET, /sources/a%20b?x=1, 'text/html,*/*', 303",
        "GET, /, text/html, 303",
        "GET, /api/sources, text/html, 401",
        "GET, /, application/json, 401",
        "GET, /, , 401",
        "POST, /, text/html, 401"
    })
    void aPersonWhoLooksAtAPageIsShownWhereToSignIn(
            String method, String target, String accept, int status) {
        Response answer =
                new FailureMapping()
                        .map(
                                new PorticoException(ErrorCode.UNAUTHENTICATED, "Sign in."),
                                request(method, target, accept));
        assertThat(answer.getStatus()).isEqualTo(status);
        if (status == 303 && target.contains("a%20b")) {
            assertThat(answer.getHeaderString("Location"))
                    .endsWith("/sign-in?return=%2Fsources%2Fa%2520b%3Fx%3D1");
        }
        if (status == 401) {
            assertThat(answer.getHeaderString("WWW-Authenticate"))
                    .isEqualTo("Bearer realm=\"portico\"");
        }
    }

    private static ContainerRequestContext request(String method, String target, String accept) {
        UriInfo uri =
                proxy(UriInfo.class, "getRequestUri", URI.create("http://127.0.0.1:7007" + target));
        return (ContainerRequestContext)
                Proxy.newProxyInstance(
                        ContainerRequestContext.class.getClassLoader(),
                        new Class<?>[] {ContainerRequestContext.class},
                        (_, called, _) ->
                                switch (called.getName()) {
                                    case "getMethod" -> method;
                                    case "getHeaderString" -> accept;
                                    default -> uri;
                                });
    }

    private static <T> T proxy(Class<T> type, String name, Object answer) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, called, _) -> called.getName().equals(name) ? answer : null));
    }
}
