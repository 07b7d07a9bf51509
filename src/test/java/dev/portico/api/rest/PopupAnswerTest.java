package dev.portico.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.access.DeveloperMode;
import dev.portico.access.ExternalUrl;
import dev.portico.access.Origins;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PopupAnswerTest {
    private final PopupAnswer popup =
            new PopupAnswer(
                    new Origins(
                            new DeveloperMode(false, true, "0.0.0.0"),
                            List.of("https://portal.example.com")),
                    new ExternalUrl(
                            Optional.of(URI.create("https://portico.example.com")), "x", 1));

    @Test
    void thePageThatOpenedTheWindowIsTold() {
        Response answer =
                popup.answer(
                        Optional.of("https://portal.example.com"),
                        () -> Map.of("profile", Map.of("displayName", "</script><b>")));
        String page = (String) answer.getEntity();
        assertThat(page)
                .contains("const target = \"https://portal.example.com\";")
                .contains("\"type\":\"authorization_response\"")
                .contains("\\u003c/script\\u003e\\u003cb\\u003e")
                .doesNotContain("</script><b>");
        String csp = answer.getHeaderString("Content-Security-Policy");
        String nonce = csp.replaceFirst(".*nonce-([0-9a-f]{32})'.*", "$1");
        assertThat(page).contains("<script nonce=\"" + nonce + "\">");
    }

    @Test
    void pagesOfOthersAreNot() {
        for (String origin : List.of("https://evil.example.com", "null", "*", "\"; alert(1); \"")) {
            assertThatThrownBy(() -> popup.answer(Optional.of(origin), Map::of))
                    .isInstanceOfSatisfying(
                            PorticoException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN));
        }
    }

    @Test
    void whyNobodyIsSignedInIsToldToo() {
        String page =
                (String)
                        popup.answer(
                                        Optional.empty(),
                                        () -> {
                                            throw new PorticoException(
                                                    ErrorCode.UNAUTHENTICATED, "No user.");
                                        })
                                .getEntity();
        assertThat(page)
                .contains("const target = \"https://portico.example.com\";")
                .contains("\"name\":\"AuthenticationError\"")
                .doesNotContain("\"response\"");
    }
}
