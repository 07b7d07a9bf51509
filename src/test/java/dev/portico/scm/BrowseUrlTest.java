package dev.portico.scm;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowseUrlTest {
    private static final GitHosts HOSTS =
            new GitHosts(
                    List.of(
                            host("git", GitHostKind.GITEA, "https://git.example.com"),
                            host("lab", GitHostKind.GITLAB, "https://code.example.com"),
                            host(
                                    "stash",
                                    GitHostKind.BITBUCKET_SERVER,
                                    "https://stash.example.com")));

    private static GitHost host(String name, GitHostKind kind, String url) {
        return new GitHost(name, kind, URI.create(url), GitHost.TokenSource.NONE, null);
    }

    @ParameterizedTest
    @CsvSource({
        // address, repository, ref and path
        "https://github.com/acme/orders/blob/main/a/b.yaml, https://github.com/acme/orders, main, a/b.yaml",
        "https://github.com/acme/orders/tree/main/a, https://github.com/acme/orders, main, a",
        "https://github.com/acme/orders/raw/main/b.yaml, https://github.com/acme/orders, main, b.yaml",
        "https://github.com/acme/orders/edit/main/b.yaml, https://github.com/acme/orders, main, b.yaml",
        "https://github.com/acme/orders/raw/refs/heads/main/b.yaml, https://github.com/acme/orders, main, b.yaml",
        "https://raw.githubusercontent.com/acme/orders/main/b.yaml, https://github.com/acme/orders, main, b.yaml",
        "https://raw.githubusercontent.com/acme/orders/refs/heads/main/b.yaml, https://github.com/acme/orders, main, b.yaml",
        "https://github.com/acme/orders/blob/main/a%20b.yaml, https://github.com/acme/orders, main, a b.yaml",
        "https://gitlab.com/acme/shop/orders/-/blob/main/b.yaml?ref_type=heads, https://gitlab.com/acme/shop/orders, main, b.yaml",
        "https://gitlab.com/acme/shop/orders/-/raw/main/b.yaml, https://gitlab.com/acme/shop/orders, main, b.yaml",
        "https://gitlab.com/acme/orders/blob/main/b.yaml, https://gitlab.com/acme/orders, main, b.yaml",
        "https://code.example.com/acme/orders/-/edit/main/b.yaml, https://code.example.com/acme/orders, main, b.yaml",
        "https://git.example.com/acme/orders/src/branch/main/b.yaml, https://git.example.com/acme/orders, main, b.yaml",
        "https://git.example.com/acme/orders/raw/branch/main/b.yaml, https://git.example.com/acme/orders, main, b.yaml",
        "https://git.example.com/acme/orders/src/tag/v1/b.yaml, https://git.example.com/acme/orders, v1, b.yaml",
        "https://git.example.com/acme/orders/src/commit/0123abc/b.yaml, https://git.example.com/acme/orders, 0123abc, b.yaml",
        "https://git.example.com/acme/orders/_edit/main/b.yaml, https://git.example.com/acme/orders, main, b.yaml",
        "https://bitbucket.org/acme/orders/src/main/b.yaml, https://bitbucket.org/acme/orders, main, b.yaml",
        "https://bitbucket.org/acme/orders/src/0123abc/b.yaml?at=feature%2Fx, https://bitbucket.org/acme/orders, feature/x, b.yaml",
        "https://stash.example.com/projects/ACME/repos/orders/browse/a/b.yaml?at=refs%2Fheads%2Fmain, https://stash.example.com/scm/acme/orders, main, a/b.yaml",
        "https://stash.example.com/users/ann/repos/orders/raw/b.yaml, https://stash.example.com/scm/~ann/orders, HEAD, b.yaml",
        "https://dev.azure.com/acme/shop/_git/orders?path=/a/b.yaml&version=GBmain, https://dev.azure.com/acme/shop/_git/orders, main, a/b.yaml",
        "https://dev.azure.com/acme/shop/_git/orders?path=%2Fb.yaml, https://dev.azure.com/acme/shop/_git/orders, HEAD, b.yaml",
        "https://any.example.org/acme/orders/-/blob/main/b.yaml, https://any.example.org/acme/orders, main, b.yaml",
        "https://any.example.org/acme/orders/src/branch/main/b.yaml, https://any.example.org/acme/orders, main, b.yaml",
        "https://any.example.org/acme/orders/blob/main/b.yaml, https://any.example.org/acme/orders, main, b.yaml",
        "http://127.0.0.1:3000/acme/orders/src/branch/main/b.yaml, http://127.0.0.1:3000/acme/orders, main, b.yaml",
    })
    void readsEveryForm(String address, String repository, String ref, String path) {
        BrowseUrl browse = HOSTS.browse(address).orElseThrow();

        assertThat(browse.repository().identity()).isEqualTo(repository);
        assertThat(browse.resolve(ref::equals)).isEqualTo(new BrowseUrl.Split(ref, path));
    }

    @Test
    void splitsAtTheBranchThatExists() {
        BrowseUrl browse =
                HOSTS.browse("https://github.com/acme/orders/blob/feature/new/x/b.yaml")
                        .orElseThrow();

        assertThat(browse.resolve("feature/new"::equals))
                .isEqualTo(new BrowseUrl.Split("feature/new", "x/b.yaml"));
        assertThat(browse.resolve("none"::equals))
                .isEqualTo(new BrowseUrl.Split("feature", "new/x/b.yaml"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://github.com/acme/orders",
        "https://example.com/files/catalog-info.yaml",
        "https://git.example.com/acme/orders",
        "ssh://git@github.com/acme/orders",
        "catalog-info.yaml",
        "https://user:pw@github.com/acme/orders/blob/main/a.yaml",
    })
    void leavesOtherAddressesAlone(String address) {
        assertThat(HOSTS.browse(address)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://github.com/acme/orders, https://github.com/acme/orders/blob/feature/x/a%20b/c.yaml, https://github.com/acme/orders/edit/feature/x/a%20b/c.yaml, https://github.com/acme/orders/tree/feature/x/a%20b",
        "git@github.com:acme/orders.git, https://github.com/acme/orders/blob/feature/x/a%20b/c.yaml, https://github.com/acme/orders/edit/feature/x/a%20b/c.yaml, https://github.com/acme/orders/tree/feature/x/a%20b",
        "https://gitlab.com/acme/orders.git, https://gitlab.com/acme/orders/-/blob/feature/x/a%20b/c.yaml, https://gitlab.com/acme/orders/-/edit/feature/x/a%20b/c.yaml, https://gitlab.com/acme/orders/-/tree/feature/x/a%20b",
        "https://git.example.com/acme/orders, https://git.example.com/acme/orders/src/branch/feature/x/a%20b/c.yaml, https://git.example.com/acme/orders/_edit/feature/x/a%20b/c.yaml, https://git.example.com/acme/orders/src/branch/feature/x/a%20b",
        "https://stash.example.com/scm/acme/orders, https://stash.example.com/projects/acme/repos/orders/browse/a%20b/c.yaml?at=feature/x, https://stash.example.com/projects/acme/repos/orders/browse/a%20b/c.yaml?at=feature/x, https://stash.example.com/projects/acme/repos/orders/browse/a%20b?at=feature/x",
        "https://dev.azure.com/acme/shop/_git/orders, https://dev.azure.com/acme/shop/_git/orders?path=/a%20b/c.yaml&version=GBfeature/x, https://dev.azure.com/acme/shop/_git/orders?path=/a%20b/c.yaml&version=GBfeature/x, https://dev.azure.com/acme/shop/_git/orders?path=/a%20b&version=GBfeature/x",
    })
    void writesTheFormOfTheHost(String repository, String file, String edit, String folder) {
        RepoUrl url = RepoUrl.parse(repository);
        GitHost host = HOSTS.of(url);

        assertThat(host.fileUrl(url, "feature/x", "a b/c.yaml")).isEqualTo(file);
        assertThat(host.editUrl(url, "feature/x", "a b/c.yaml")).isEqualTo(edit);
        assertThat(host.folderUrl(url, "feature/x", "a b")).isEqualTo(folder);
        assertThat(HOSTS.browse(file).orElseThrow().resolve("feature/x"::equals))
                .isEqualTo(new BrowseUrl.Split("feature/x", "a b/c.yaml"));
    }
}
