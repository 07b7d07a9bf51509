package dev.portico.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portico.model.EntityFilter;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.FilterIndexOutput;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What goes wrong around the index, and how it gets over it.
class CatalogIndexFaultTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir Path folder;
    private final FakeFeed feed = new FakeFeed();
    private CatalogIndex index = new CatalogIndex(feed, Path.of("unused"), Sample.ALWAYS);

    @BeforeEach
    void start() {
        feed.put(
                Sample.component("orders"),
                Sample.ownedBy(Sample.component("orders"), Sample.TEAM));
        feed.put(Sample.component("billing"));
        index = opened();
        index.awaitPosition(2, SOON);
    }

    @AfterEach
    void close() {
        feed.away(false);
        index.close();
    }

    private CatalogIndex opened() {
        CatalogIndex opened = new CatalogIndex(feed, folder, Sample.ALWAYS);
        opened.start();
        return opened;
    }

    private void restart() {
        index.close();
        index = opened();
    }

    @Test
    void followsOnAfterARestart() {
        index.close();
        feed.put(
                Sample.component("third"),
                Sample.ownedBy(Sample.component("third"), Sample.ORDERS));
        index = opened();
        index.awaitPosition(3, SOON);
        assertThat(feed.snapshots()).isEqualTo(1);
        assertThat(index.count(EntityFilter.ALL)).isEqualTo(3);
        assertThat(index.find(Sample.ORDERS).orElseThrow().entity().relations())
                .extracting(it -> it.type() + " " + it.target())
                .containsExactly("ownedBy group:default/team", "ownerOf component:default/third");
    }

    @Test
    void readsGoOnWhileTheDatabaseIsAway() {
        feed.away(true);
        await().until(() -> index.status().state() == IndexStatus.State.STALE);
        assertThat(index.status().problem()).contains("The database is away.");
        assertThat(index.find(Sample.ORDERS)).isPresent();
        assertThatThrownBy(() -> index.awaitPosition(3, Duration.ofMillis(20)))
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                            assertThat(e.details()).containsEntry("retryAfter", 1L);
                        });
        feed.put(Sample.component("third"));
        feed.away(false);
        index.awaitPosition(3, SOON);
        await().until(() -> index.status().state() == IndexStatus.State.READY);
        assertThat(index.count(EntityFilter.ALL)).isEqualTo(3);
    }

    @Test
    void servesTheIndexOnDiskWhenStartedWithoutTheDatabase() {
        index.close();
        feed.away(true);
        index = opened();
        await().until(() -> index.status().state() == IndexStatus.State.STALE);
        assertThat(index.find(Sample.ORDERS)).isPresent();
    }

    @Test
    void isUnavailableBeforeThereIsAnIndex() {
        FakeFeed away = new FakeFeed();
        away.away(true);
        try (CatalogIndex empty = new CatalogIndex(away, folder.resolve("other"), Sample.ALWAYS)) {
            empty.start();
            assertThatThrownBy(() -> empty.find(Sample.ORDERS))
                    .isInstanceOf(PorticoException.class)
                    .hasMessageContaining("The catalog index is being built (0 entities read)");
            assertThat(empty.status().state()).isEqualTo(IndexStatus.State.BUILDING);
            away.put(Sample.component("orders"));
            away.away(false);
            empty.awaitPosition(1, SOON);
            assertThat(empty.find(Sample.ORDERS)).isPresent();
        }
    }

    @Test
    void buildsAnewForAnotherDatabase() {
        index.close();
        feed.becomeForeign();
        index = opened();
        index.awaitPosition(2, SOON);
        assertThat(feed.snapshots()).isEqualTo(2);
        assertThat(index.count(EntityFilter.ALL)).isEqualTo(2);
    }

    @Test
    void buildsAnewForADatabaseRestoredAndAdvancedWhileStopped() {
        index.close();
        feed.restore(1);
        feed.put(Sample.component("other"));
        index = opened();
        await().untilAsserted(() -> assertThat(names()).containsExactly("orders", "other"));
        assertThat(feed.snapshots()).isEqualTo(2);
    }

    @Test
    void buildsAnewForADatabaseRestoredAndAdvancedWhileRunning() {
        feed.away(true);
        await().until(() -> index.status().state() == IndexStatus.State.STALE);
        feed.restore(1);
        feed.put(Sample.component("other"));
        feed.put(Sample.component("another"));
        feed.away(false);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(names()).containsExactly("another", "orders", "other"));
    }

    @Test
    void buildsAnewWhenTheFolderIsDeletedWhileRunning() {
        deleteAll();
        feed.put(Sample.component("third"));
        index.awaitPosition(3, SOON);
        await().atMost(SOON).until(() -> feed.snapshots() == 2);
        await().atMost(SOON).until(() -> index.status().state() == IndexStatus.State.READY);
        assertThat(names()).containsExactly("billing", "orders", "third");
        restart();
        index.awaitPosition(3, SOON);
        assertThat(feed.snapshots()).isEqualTo(2);
    }

    private void deleteAll() {
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile).forEach(CatalogIndexFaultTest::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        IndexFolders.delete(folder.resolve("index-1"));
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void buildsAnewFromCorruptFiles() throws IOException {
        index.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(it -> it.toString().endsWith(".cfs")).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 0x55;
                Files.write(file, bytes);
            }
        }
        index = opened();
        index.awaitPosition(2, SOON);
        assertThat(feed.snapshots()).isEqualTo(2);
        assertThat(names()).containsExactly("billing", "orders");
    }

    @Test
    void readsGoOnWhileTheDiskIsFull() {
        index.close();
        AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
        index =
                new CatalogIndex(
                        feed,
                        folder,
                        new IndexTiming(Sample.ALWAYS, Duration.ZERO),
                        path -> new FailingDisk(FSDirectory.open(path), left));
        index.start();
        index.awaitPosition(2, SOON);
        left.set(0);
        feed.put(Sample.component("third"));
        await().atMost(SOON).until(() -> index.status().state() == IndexStatus.State.STALE);
        assertThat(index.find(Sample.ORDERS)).isPresent();
        assertThat(index.query(PageRequest.of(EntityFilter.ALL, 10)).total()).isEqualTo(2);
        left.set(Integer.MAX_VALUE);
        index.awaitPosition(3, SOON);
        assertThat(names()).containsExactly("billing", "orders", "third");
    }

    /// Writing fails at any step, again and again, while changes come and commits go on.
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void agreesAgainAfterADiskThatWasFullAtAnyStep(long seed) {
        index.close();
        SplittableRandom random = new SplittableRandom(seed);
        RandomCatalog catalog = new RandomCatalog(random, 30);
        AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
        index =
                new CatalogIndex(
                        feed,
                        folder,
                        new IndexTiming(Duration.ZERO, Duration.ZERO),
                        path -> new FailingDisk(FSDirectory.open(path), left));
        index.start();
        index.awaitPosition(2, SOON);
        long position = 2;
        for (int round = 0; round < 4; round++) {
            left.set(random.nextInt(60));
            for (int i = 0; i < 5; i++) {
                position = catalog.change(feed);
                index.find(Sample.ORDERS);
            }
            await().atMost(SOON).until(() -> left.get() <= 0);
            await().atMost(SOON).until(() -> index.status().problem() != null);
            assertThat(index.status().problem()).contains("No space left on device");
            left.set(Integer.MAX_VALUE);
            position = catalog.change(feed); // wakes it, where it would wait longer each time
            index.awaitPosition(position, SOON);
        }
        Agreement.check(index, feed, "seed " + seed);
        restart();
        index.awaitPosition(position, SOON);
        Agreement.check(index, feed, "opened again, seed " + seed);
    }

    private List<String> names() {
        return index.query(PageRequest.of(EntityFilter.ALL, 100)).entities().stream()
                .map(it -> it.ref().name())
                .toList();
    }

    /// Takes so many more steps, then is full.
    private static final class FailingDisk extends FilterDirectory {
        private final AtomicInteger left;

        FailingDisk(Directory in, AtomicInteger left) {
            super(in);
            this.left = left;
        }

        @Override
        public IndexOutput createOutput(String name, IOContext context) throws IOException {
            check();
            return new FailingOutput(super.createOutput(name, context));
        }

        @Override
        public IndexOutput createTempOutput(String prefix, String suffix, IOContext context)
                throws IOException {
            check();
            return new FailingOutput(super.createTempOutput(prefix, suffix, context));
        }

        @Override
        public void sync(Collection<String> names) throws IOException {
            check();
            super.sync(names);
        }

        @Override
        public void rename(String source, String target) throws IOException {
            check();
            super.rename(source, target);
        }

        private final class FailingOutput extends FilterIndexOutput {
            FailingOutput(IndexOutput out) {
                super("failing " + out.getName(), out.getName(), out);
            }

            @Override
            public void writeBytes(byte[] bytes, int offset, int length) throws IOException {
                check();
                super.writeBytes(bytes, offset, length);
            }
        }

        private void check() throws IOException {
            if (left.getAndUpdate(it -> it == Integer.MAX_VALUE ? it : it - 1) <= 0) {
                throw new IOException("No space left on device");
            }
        }
    }
}
