package dev.portico.access.identity;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.access.DeveloperMode;
import dev.portico.access.Origins;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrossSiteTest {
    private final CrossSite developing =
            new CrossSite(new Origins(new DeveloperMode(false, false, "127.0.0.1"), List.of()));
    private final CrossSite serving =
            new CrossSite(
                    new Origins(
                            new DeveloperMode(false, true, "0.0.0.0"),
                            List.of(
                                    "https://portal.example.com",
                                    "/https://.*\\.dev\\.example\\.com/")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.com",
                "http://127.0.0.1.evil.example.com",
                "http://localhost.evil.example.com",
                "null",
                "http://",
                "not a url"
            })
    void aPageOfOthersDoesNotWriteOnADevelopersMachine(String origin) {
        assertThatThrownBy(
                        () ->
                                developing.requireOwn(
                                        AskedBy.post("/graphql").with("Origin", origin)))
                .isInstanceOfSatisfying(
                        PorticoException.class, e -> refused(e, ErrorCode.FORBIDDEN, origin));
    }

    private static void refused(PorticoException e, ErrorCode code, String origin) {
        Assertions.assertThat(e.code()).isEqualTo(code);
        Assertions.assertThat(e.text()).contains(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:7007",
                "http://localhost:3000",
                "http://[::1]:3000",
                "http://app.localhost"
            })
    void thePagesOfADeveloperDo(String origin) {
        assertThatCode(() -> developing.requireOwn(AskedBy.post("/graphql").with("Origin", origin)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://portico.example.com",
                "https://portal.example.com",
                "https://ann.dev.example.com"
            })
    void ownOriginAndThoseOfCorsWrite(String origin) {
        assertThatCode(
                        () ->
                                serving.requireOwn(
                                        AskedBy.post("/graphql")
                                                .at("portico.example.com")
                                                .with("Origin", origin)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:3000",
                "https://portico.example.com.evil.example.com",
                "https://portico.example.com:8443",
                "https://dev.example.com"
            })
    void noOther(String origin) {
        AskedBy request = AskedBy.post("/graphql").at("portico.example.com").with("Origin", origin);
        assertThatThrownBy(() -> serving.requireOwn(request)).hasMessageContaining(origin);
    }

    @Test
    void aBrowserThatOnlySaysItIsAnotherSite() {
        AskedBy request = AskedBy.post("/graphql").with("Sec-Fetch-Site", "cross-site");
        assertThatThrownBy(() -> developing.requireOwn(request))
                .hasMessageStartingWith("A page of another site may not write here");
    }

    @Test
    void readingNeedsNoCareButOpeningAWebSocketDoes() {
        AskedBy read = AskedBy.get("/graphql").with("Origin", "https://evil.example.com");
        assertThatCode(() -> developing.requireOwn(read)).doesNotThrowAnyException();
        assertThatThrownBy(() -> developing.requireOwn(read.with("Upgrade", "websocket")))
                .hasMessageContaining("https://evil.example.com");
    }
}
