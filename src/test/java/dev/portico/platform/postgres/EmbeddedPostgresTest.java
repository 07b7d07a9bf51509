package dev.portico.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portico.platform.PorticoException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    private static final PostgresBinaries BINARIES =
            PostgresBinaries.bundled(Path.of("target", "postgres"));

    @TempDir Path folder;

    private final List<String> progress = new ArrayList<>();

    @Test
    void keepsDataPortAndPasswordOverARestart() throws SQLException {
        ConnectionInfo first;
        try (EmbeddedPostgres postgres = start()) {
            first = postgres.connection();
            execute(first, "create table fact as select 42 as answer");
        }
        try (EmbeddedPostgres postgres = start()) {
            assertThat(postgres.connection()).isEqualTo(first);
            assertThat(ask(first, "select answer from fact")).isEqualTo("42");
        }
        assertThat(progress).containsExactly("Preparing the embedded PostgreSQL (first start)...");
        assertThat(folder.resolve("cluster/postmaster.pid")).doesNotExist();
    }

    @Test
    void runsTheBundledVersionDurablyAndOnlyOnLoopback() throws SQLException {
        try (EmbeddedPostgres postgres = start()) {
            ConnectionInfo connection = postgres.connection();

            assertThat(ask(connection, "show server_version"))
                    .isEqualTo(PostgresBinaries.BUNDLED_VERSION);
            assertThat(ask(connection, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(connection, "show fsync")).isEqualTo("on");
            assertThat(ask(connection, "show synchronous_commit")).isEqualTo("on");
            assertThat(ask(connection, "show max_connections")).isEqualTo("40");
            assertThat(ask(connection, "show data_checksums")).isEqualTo("on");
        }
    }

    @Test
    void asksForThePasswordThatOnlyTheOwnerCanRead() throws IOException {
        try (EmbeddedPostgres postgres = start()) {
            String url = postgres.connection().jdbcUrl();

            assertThatThrownBy(() -> DriverManager.getConnection(url, "portico", "wrong"))
                    .hasMessageContaining("password authentication failed");
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(folder.resolve("password"))))
                    .isEqualTo("rw-------");
            assertThat(postgres.connection().toString())
                    .doesNotContain(Files.readString(folder.resolve("password")));
        }
    }

    @Test
    void takesAnotherPortWhenTheRememberedOneIsInUse() throws IOException, SQLException {
        start().close();
        int remembered = new ClusterFiles(folder).port();
        try (ServerSocket _ = new ServerSocket(remembered, 1, InetAddress.getByName("127.0.0.1"));
                EmbeddedPostgres postgres = start()) {
            assertThat(postgres.connection().jdbcUrl()).doesNotContain(":" + remembered + "/");
            assertThat(ask(postgres.connection(), "select 1")).isEqualTo("1");
        }
    }

    @Test
    void stopsTheServerOfAKilledProgramAndKeepsWhatWasCommitted()
            throws IOException, InterruptedException, SQLException {
        Process program = Child.start(folder);
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> Files.exists(folder.resolve("committed")) || !program.isAlive());
        assertThat(program.isAlive()).isTrue();
        Postmaster postmaster = new Postmaster(folder.resolve("cluster"));
        long orphan = postmaster.running().orElseThrow().pid();
        assertThat(EmbeddedPostgres.running(folder)).map(ProcessHandle::pid).contains(orphan);

        program.destroyForcibly().waitFor();

        assertThat(postmaster.running().orElseThrow().pid()).isEqualTo(orphan);
        try (EmbeddedPostgres postgres = start()) {
            assertThat(postmaster.running().orElseThrow().pid()).isNotEqualTo(orphan);
            assertThat(ask(postgres.connection(), "select count(*) from fact")).isEqualTo("1000");
        }
    }

    @Test
    void startsAlthoughTheRecordedProcessNumberNowBelongsToAnotherProgram()
            throws IOException, SQLException {
        start().close();
        Files.writeString(
                folder.resolve("cluster/postmaster.pid"), ProcessHandle.current().pid() + "\n");
        try (EmbeddedPostgres postgres = start()) {
            assertThat(ask(postgres.connection(), "select 1")).isEqualTo("1");
        }
    }

    @Test
    void refusesDataOfAnotherMajorVersion() throws IOException {
        start().close();
        Files.writeString(folder.resolve("cluster/PG_VERSION"), "17\n");

        assertThatThrownBy(this::start)
                .isInstanceOf(PorticoException.class)
                .hasMessageContaining("were written by PostgreSQL 17")
                .hasMessageContaining("brings PostgreSQL 18");
    }

    @Test
    void tellsWhyTheServerDidNotStart() throws IOException {
        start().close();
        Files.delete(folder.resolve("cluster/global/pg_control"));

        assertThatThrownBy(this::start)
                .isInstanceOf(PorticoException.class)
                .hasMessageContaining("did not start")
                .hasMessageContaining("pg_control")
                .hasMessageContaining("postgres.log");
    }

    @Test
    void startsOverWhenTheFirstStartWasCutOff() throws IOException, SQLException {
        Files.createDirectories(folder.resolve("cluster.unfinished/base"));
        try (EmbeddedPostgres postgres = start()) {
            assertThat(ask(postgres.connection(), "select 1")).isEqualTo("1");
        }
    }

    @Test
    void throwAwayServersLeaveNothing() {
        Path place = folder.resolve("temporary");
        EmbeddedPostgres.start(PostgresOptions.throwAway(place, BINARIES)).close();

        assertThat(place).doesNotExist();
    }

    private EmbeddedPostgres start() {
        return start(folder, progress);
    }

    static EmbeddedPostgres start(Path folder, List<String> progress) {
        return EmbeddedPostgres.start(
                new PostgresOptions(folder, BINARIES, true, 40, progress::add));
    }

    static void execute(ConnectionInfo server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String ask(ConnectionInfo server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static Connection connect(ConnectionInfo server) throws SQLException {
        return DriverManager.getConnection(
                server.jdbcUrl(), server.user(), server.password().value());
    }

    /// A program that starts the server, commits, and waits to be killed.
    static final class Child {
        private Child() {}

        static Process start(Path folder) throws IOException {
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Child.class.getName(),
                            folder.toString())
                    .inheritIO()
                    .start();
        }

        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            EmbeddedPostgres postgres = EmbeddedPostgresTest.start(folder, new ArrayList<>());
            execute(
                    postgres.connection(),
                    "create table fact as select generate_series(1, 1000) as answer");
            Files.createFile(folder.resolve("committed"));
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}
