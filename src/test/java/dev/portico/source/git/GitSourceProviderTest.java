package dev.portico.source.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.catalog.Admission.AllowedKind;
import dev.portico.catalog.Admission.LocationMatcher;
import dev.portico.catalog.Admission.LocationRule;
import dev.portico.catalog.LocationConfig;
import dev.portico.model.TrustLevel;
import dev.portico.platform.PlatformConfig;
import dev.portico.source.Source;
import dev.portico.source.SourceInfo;
import dev.portico.test.SampleRepo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitSourceProviderTest {
    @TempDir private Path folder;
    private ScanFixture fixture;

    @BeforeEach
    void start() {
        fixture = new ScanFixture(folder);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private GitSourceProvider provider(String... lines) {
        return new GitSourceProvider(
                Settings.of(GitConfig.class, lines),
                fixture.tools(),
                Settings.of(PlatformConfig.class, "portico.data-dir=" + folder.resolve("data")));
    }

    private static List<String> names(GitSourceProvider provider) {
        return provider.sources().stream().map(Source::info).map(SourceInfo::name).toList();
    }

    @Test
    void namesConfiguredRepositories() {
        GitSourceProvider provider =
                provider(
                        "portico.source.git.repositories[0].url=git@Git.example.com:acme/orders.git",
                        "portico.source.git.repositories[1].url=https://git.example.com/acme/platform",
                        "portico.source.git.repositories[1].trust=platform",
                        "portico.source.git.repositories[1].paths=a.yaml,**/b.yaml");

        assertThat(provider.sources().stream().map(Source::info))
                .extracting(SourceInfo::name, SourceInfo::trust, SourceInfo::pollInterval)
                .containsExactly(
                        Tuple.tuple(
                                "git:ssh://git.example.com/acme/orders",
                                TrustLevel.CATALOG,
                                Duration.ofMinutes(5)),
                        Tuple.tuple(
                                "git:https://git.example.com/acme/platform",
                                TrustLevel.PLATFORM,
                                Duration.ofMinutes(5)));
    }

    @Test
    void readsWhatTemplatesMadeInTheDataFolder() {
        GitSourceProvider provider = provider();
        assertThat(provider.sources()).isEmpty();

        Path made = folder.resolve("data/git/acme/orders.git");
        SampleRepo.create(made);

        assertThat(provider.sources().stream().map(Source::info))
                .extracting(SourceInfo::name, SourceInfo::trust, SourceInfo::configured)
                .containsExactly(
                        Tuple.tuple("git:" + made, TrustLevel.CATALOG, "portico.data-dir"));
        assertThat(provider.isConfigured()).isFalse();
        assertThat(provider.complete()).isTrue();
    }

    @Test
    void tellsBranchesOfOneRepositoryApart() {
        assertThat(
                        names(
                                provider(
                                        "portico.source.git.repositories[0].url=https://git.example.com/a/b",
                                        "portico.source.git.repositories[1].url=https://git.example.com/a/b.git",
                                        "portico.source.git.repositories[1].branch=next")))
                .containsExactly(
                        "git:https://git.example.com/a/b", "git:https://git.example.com/a/b#next");
        assertThatThrownBy(
                        () ->
                                provider(
                                        "portico.source.git.repositories[0].url=https://git.example.com/a/b",
                                        "portico.source.git.repositories[1].url=https://git.example.com/a/b/"))
                .hasMessageContaining(
                        "portico.source.git.repositories[1] names https://git.example.com/a/b a second time");
    }

    @Test
    void seesNewRepositoriesOfAFolderAndTellsWhenItCannotList() {
        GitSourceProvider provider = provider("portico.source.git.folders[0]=" + folder);
        SampleRepo.create(folder.resolve("one"));
        assertThat(names(provider)).containsExactly("git:" + folder.resolve("one"));

        SampleRepo.create(folder.resolve("two"));
        assertThat(names(provider)).hasSize(2);
        assertThat(provider.complete()).isTrue();

        GitSourceProvider none = provider("portico.source.git.folders[0]=" + folder + "/none");
        assertThat(names(none)).isEmpty();
        assertThat(none.complete()).isFalse();
    }

    @Test
    void namesTheHostsThatMayBeCalled() {
        ConfiguredHosts hosts =
                new ConfiguredHosts(
                        Settings.of(
                                GitConfig.class,
                                "portico.source.git.repositories[0].url=ssh://git@a.example.com:2222/x/y",
                                "portico.source.git.repositories[1].url=/srv/git/x",
                                "portico.source.git.hosts.b.url=https://b.example.com:8443"),
                        Settings.of(
                                LocationConfig.class,
                                "portico.location.allowed-hosts=c.example.com"));

        assertThat(hosts.allowed())
                .containsExactly(
                        "b.example.com",
                        "b.example.com:8443",
                        "a.example.com:2222",
                        "c.example.com");
    }

    @Test
    void readsLocationRules() {
        assertThat(
                        LocationConfig.toRules(
                                Settings.of(
                                        LocationConfig.class,
                                        "portico.location.rules[0].allow=Component,Template:website",
                                        "portico.location.rules[0].locations[0].type=url",
                                        "portico.location.rules[0].locations[0].pattern=https://git.example.com/**")))
                .containsExactly(
                        new LocationRule(
                                List.of(
                                        new AllowedKind("Component", null),
                                        new AllowedKind("Template", "website")),
                                List.of(
                                        new LocationMatcher(
                                                "url", null, "https://git.example.com/**"))));
        assertThatThrownBy(
                        () ->
                                LocationConfig.toRules(
                                        Settings.of(
                                                LocationConfig.class,
                                                "portico.location.rules[0].allow=Component",
                                                "portico.location.rules[0].locations[0].type=url",
                                                "portico.location.rules[0].locations[0].exact=a",
                                                "portico.location.rules[0].locations[0].pattern=b")))
                .hasMessage(
                        "portico.location.rules[0].locations[0] has both exact and pattern; keep one.");
    }
}
