package dev.portico.query;

import dev.portico.catalog.CatalogFixture;
import dev.portico.catalog.ChangeLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.lucene.store.FSDirectory;
import org.postgresql.ds.PGSimpleDataSource;

/// A program that keeps an index and commits all the time, to be killed by a test. Writes a line
/// when it serves, and ends when its input does.
final class IndexProcess {
    private IndexProcess() {}

    /// @param arguments database url, user, folder; the password is in the environment
    public static void main(String[] arguments) throws IOException {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(arguments[0]);
        dataSource.setUser(arguments[1]);
        dataSource.setPassword(System.getenv("PGPASSWORD"));
        CatalogFixture catalog = new CatalogFixture(dataSource);
        ChangeLog changeLog = new ChangeLog(catalog.feed, catalog.signal);
        CatalogIndex index =
                new CatalogIndex(
                        changeLog,
                        Path.of(arguments[2]),
                        new IndexTiming(Duration.ZERO, Duration.ZERO),
                        FSDirectory::open);
        changeLog.start();
        index.start();
        index.awaitPosition(1, Duration.ofSeconds(30));
        System.out.println("serves");
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
        System.exit(0);
    }
}
