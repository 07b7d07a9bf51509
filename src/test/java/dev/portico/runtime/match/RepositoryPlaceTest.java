package dev.portico.runtime.match;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepositoryPlaceTest {
    @ParameterizedTest
    @CsvSource({
        "https://github.com/Acme/Orders.git, github.com/acme/orders, ''",
        "git+https://github.com/acme/orders, github.com/acme/orders, ''",
        "git@github.com:acme/orders.git, github.com/acme/orders, ''",
        "ssh://git@git.example.com:2222/acme/orders, git.example.com:2222/acme/orders, ''",
        "https://token@github.com/acme/orders/, github.com/acme/orders, ''",
        "url:https://github.com/acme/orders/tree/main/svc/api/, github.com/acme/orders, svc/api",
        "url:https://github.com/acme/orders/blob/main/catalog-info.yaml, github.com/acme/orders, catalog-info.yaml",
        "https://gitlab.com/a/b/c/-/tree/main/x?ref=1, gitlab.com/a/b/c, x",
        "https://gitea.example.com/a/b/src/branch/main/x/y.yaml, gitea.example.com/a/b, x/y.yaml",
        "acme/orders, '', ''",
        "https://github.com, '', ''",
        "'', '', ''",
    })
    void repositoryAndFolder(String url, String repository, String folder) {
        assertThat(RepositoryPlace.of(url)).isEqualTo(new RepositoryPlace(repository, folder));
    }
}
