package dev.portico.scm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.platform.PorticoException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepoUrlTest {
    @ParameterizedTest
    @CsvSource({
        "https://Git.Example.com/acme/orders.git, https://git.example.com/acme/orders",
        "https://git.example.com:443/acme/orders/, https://git.example.com/acme/orders",
        "https://git.example.com:8443/acme/orders, https://git.example.com:8443/acme/orders",
        "http://127.0.0.1:3000/acme/orders.git, http://127.0.0.1:3000/acme/orders",
        "git@git.example.com:acme/orders.git, ssh://git.example.com/acme/orders",
        "ssh://git@git.example.com/acme/orders.git, ssh://git.example.com/acme/orders",
        "ssh://git@git.example.com:2222/acme/orders, ssh://git.example.com:2222/acme/orders",
        "git://git.example.com/acme/orders, git://git.example.com/acme/orders",
        "file:///srv/git/orders, /srv/git/orders",
        "/srv/git/../git/orders, /srv/git/orders",
    })
    void hasOneSpelling(String text, String identity) {
        assertThat(RepoUrl.parse(text).identity()).isEqualTo(identity);
    }

    @Test
    void fetchesOverSshAsGitUnlessToldOtherwise() {
        assertThat(RepoUrl.parse("git.example.com:acme/orders").fetchUrl())
                .isEqualTo("ssh://git@git.example.com/acme/orders");
        assertThat(RepoUrl.parse("ann@git.example.com:acme/orders").fetchUrl())
                .isEqualTo("ssh://ann@git.example.com/acme/orders");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ann:s3cret@git.example.com/acme/orders",
                "https://s3cret@git.example.com/acme/orders",
                "ssh://git:s3cret@git.example.com/acme/orders"
            })
    void refusesCredentialsWithoutShowingThem(String text) {
        assertThatThrownBy(() -> RepoUrl.parse(text))
                .isInstanceOf(PorticoException.class)
                .hasMessageContaining("git.example.com/acme/orders")
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ftp://git.example.com/x", "https://git.example.com", "https:///x"})
    void refusesWhatIsNoRepository(String text) {
        assertThatThrownBy(() -> RepoUrl.parse(text)).isInstanceOf(PorticoException.class);
    }

    @Test
    void comparesPushesWithoutRegardToCase() {
        assertThat(RepoUrl.parse("https://github.com/Acme/Orders").pushKey())
                .isEqualTo(RepoUrl.parse("https://github.com/acme/orders.git").pushKey());
    }
}
