package dev.portico.source.git;

import static dev.portico.test.SampleRepo.component;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.Secret;
import dev.portico.source.Webhooks.Delivery;
import dev.portico.source.Webhooks.Sender;
import dev.portico.test.RealGitea;
import dev.portico.test.SampleRepo;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
@ExtendWith(RealGitea.class)
class GiteaTest {
    private static int count;

    @TempDir private Path folder;
    private final RealGitea.Server gitea;
    private ScanFixture fixture;
    private SampleRepo repo;
    private String name;
    private Optional<Secret> token;
    private final ScanFixture.Reader reader = new ScanFixture.Reader();

    GiteaTest(RealGitea.Server gitea) {
        this.gitea = gitea;
    }

    @BeforeEach
    void start() {
        token = Optional.of(new Secret(gitea.token()));
        fixture = new ScanFixture(folder).gitea(gitea.authority(), () -> token);
        name = "orders" + count++;
        repo = SampleRepo.create(folder.resolve(name));
        repo.commit("catalog-info.yaml", component("one"));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private GitSource source(String url) {
        return fixture.repository(url);
    }

    private PorticoException failure(GitSource source) {
        PorticoException e =
                catchThrowableOfType(PorticoException.class, () -> reader.scan(source));
        assertThat(e).isNotNull();
        return e;
    }

    @Test
    void followsAPrivateRepositoryThroughPushesAndARenamedBranch() {
        GitSource source = source(gitea.createRepo(name, true));
        assertThat(reader.scan(source).present()).isEmpty();

        gitea.push(repo, name);
        reader.scan(source);
        assertThat(reader.refs()).containsExactly("component:default/one");
        assertThat(reader.readings())
                .containsOnlyKeys(gitea.repositoryUrl(name) + "/src/branch/main/catalog-info.yaml");

        repo.change().orphan().put("catalog-info.yaml", component("two")).commit();
        gitea.push(repo, name);
        reader.scan(source);
        assertThat(reader.refs()).containsExactly("component:default/two");

        repo.on("trunk").change().put("catalog-info.yaml", component("three")).commit();
        gitea.push(repo, name);
        gitea.setDefaultBranch(name, "trunk");
        reader.scan(source);
        assertThat(reader.refs()).containsExactly("component:default/three");
        assertThat(reader.readings())
                .containsOnlyKeys(
                        gitea.repositoryUrl(name) + "/src/branch/trunk/catalog-info.yaml");
    }

    @Test
    void saysWhatIsWrongWithTheToken() {
        GitSource source = source(gitea.createRepo(name, true));
        gitea.push(repo, name);

        token = Optional.empty();
        assertThat(failure(source))
                .hasMessageContaining("wants a token; set portico.source.git.hosts.test.token");
        String good = gitea.createToken(name);
        token = Optional.of(new Secret(good));
        reader.scan(source);
        assertThat(reader.refs()).containsExactly("component:default/one");
        gitea.revokeToken(name);
        PorticoException e = failure(source);
        assertThat(e.code()).isEqualTo(ErrorCode.UPSTREAM_FAILED);
        assertThat(e)
                .hasMessageContaining("refuses the token of portico.source.git.hosts.test.token")
                .hasMessageNotContaining(good);
    }

    @Test
    void followsARenamedRepositoryAndMissesADeletedOne() {
        GitSource source = source(gitea.createRepo(name, false));
        gitea.push(repo, name);
        reader.scan(source);

        gitea.renameRepo(name, name + "-new");
        assertThat(reader.scan(source).changed()).isEmpty();
        gitea.deleteRepo(name + "-new");
        assertThat(failure(source).code()).isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void goesOnWhenTheServerComesBack() {
        GitSource source = source(gitea.createRepo(name, false));
        gitea.push(repo, name);
        reader.scan(source);
        repo.commit("catalog-info.yaml", component("two"));
        gitea.push(repo, name);

        gitea.freeze(true);
        PorticoException slow;
        try {
            slow = failure(source);
        } finally {
            gitea.freeze(false);
        }
        assertThat(slow).hasMessageContaining("is too slow");
        gitea.stop();
        assertThat(failure(source)).hasMessageContaining("does not accept connections");
        gitea.startAgain();
        reader.scan(source);
        assertThat(reader.refs()).containsExactly("component:default/two");
    }

    @Test
    void neverFetchesAHugeBlob() {
        byte[] huge = new byte[20_000_000];
        new Random(1).nextBytes(huge);
        repo.change().put("huge.bin", huge).put(".backstage/huge.yaml", huge).commit();
        GitSource source = source(gitea.createRepo(name, false));
        gitea.push(repo, name);

        reader.scan(source);

        assertThat(reader.refs()).containsExactly("component:default/one");
        assertThat(
                        reader.readings()
                                .get(
                                        gitea.repositoryUrl(name)
                                                + "/src/branch/main/.backstage/huge.yaml")
                                .rejections()
                                .getFirst()
                                .problems()
                                .getFirst()
                                .code())
                .isEqualTo("file-too-large");
        assertThat(fixture.diskUsed()).isLessThan(1_000_000);
    }

    @Test
    void signsWhatItsWebhookSends() throws Exception {
        BlockingQueue<Delivery> received = new LinkedBlockingQueue<>();
        HttpServer receiver =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext(
                "/",
                exchange -> {
                    Map<String, String> headers = new HashMap<>();
                    exchange.getRequestHeaders()
                            .forEach(
                                    (key, values) ->
                                            headers.put(
                                                    key.toLowerCase(Locale.ROOT),
                                                    values.getFirst()));
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    received.add(new Delivery(Sender.GITEA, headers, body));
                    exchange.sendResponseHeaders(202, -1);
                    exchange.close();
                });
        receiver.start();
        try {
            String url = gitea.createRepo(name, false);
            gitea.createWebhook(
                    name, "http://127.0.0.1:" + receiver.getAddress().getPort() + "/", "s3cret");
            gitea.push(repo, name);

            Delivery delivery = received.poll(30, TimeUnit.SECONDS);
            assertThat(delivery).isNotNull();
            String signature = WebhookSignature.of(delivery).orElseThrow();
            assertThat(WebhookSignature.matches(delivery, signature, new Secret("s3cret")))
                    .isTrue();
            assertThat(WebhookSignature.matches(delivery, signature, new Secret("other")))
                    .isFalse();
            assertThat(WebhookPayload.of(delivery).repositories()).contains(url);
        } finally {
            receiver.stop(0);
        }
    }
}
