package dev.portico.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.scm.GitHost;
import dev.portico.scm.GitHostKind;
import dev.portico.scm.GitHosts;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KnownRepositoriesTest {
    private final KnownRepositories known =
            new KnownRepositories(
                    () ->
                            Stream.of(
                                    "https://git.example.com/acme/orders",
                                    "https://git.example.com/acme/shop",
                                    "https://git.example.com/labs/shop",
                                    "https://github.com/acme/site",
                                    "file:///srv/git/local",
                                    "no address"),
                    new GitHosts(
                            List.of(
                                    new GitHost(
                                            "own",
                                            GitHostKind.GITEA,
                                            URI.create("https://git.example.com"),
                                            GitHost.TokenSource.NONE,
                                            null))));

    @Test
    void suggestsWhatIsReadFromHostsOfTheProvider() {
        assertThat(known.suggest("gitea", "owners", null)).containsExactly("acme", "labs");
        assertThat(known.suggest("gitea", "repositories", "Acme"))
                .containsExactly("orders", "shop");
        assertThat(known.suggest("gitea", "repositoriesWithOwner", null))
                .containsExactly("acme/orders", "acme/shop", "labs/shop");
        assertThat(known.suggest("github", "owners", null)).containsExactly("acme");
        assertThat(known.suggest("gitlab", "groups", null)).isEmpty();
    }

    @Test
    void whatThereIsNotIsSaid() {
        assertThatThrownBy(() -> known.suggest("none", "owners", null))
                .hasMessage(
                        "Unsupported provider: none. There are: azure, bitbucket-cloud, gitea,"
                                + " github, gitlab.");
        assertThatThrownBy(() -> known.suggest("gitea", "branches", null))
                .hasMessageStartingWith("Portico does not suggest branches; there are: groups,");
    }
}
