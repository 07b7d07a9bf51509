package dev.portico.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.app.bench.ServerProcess;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.postgres.ConnectionInfo;
import dev.portico.platform.postgres.EmbeddedPostgres;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Packaged programs as processes of their own, for tests; whatever a test leaves behind is ended
/// with it. The static methods ask a running one.
final class Programs implements AutoCloseable {
    private static final Path JAR =
            Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();

    private final Path folder;
    private final Map<ServerProcess, Path> made = new LinkedHashMap<>();

    Programs(Path folder) {
        this.folder = folder;
    }

    /// A program that is not started yet, with the data folder of this name.
    ServerProcess on(String dataFolder) {
        ServerProcess program =
                new ServerProcess(JAR, data(dataFolder))
                        .jvm("-XX:+UseSerialGC")
                        .jvm("-XX:TieredStopAtLevel=1")
                        .jvm("-Xmx1g")
                        .with("portico.source.self", "false");
        made.put(program, data(dataFolder));
        return program;
    }

    /// The same with a database that is not its own.
    ServerProcess on(String dataFolder, ConnectionInfo database) {
        return on(dataFolder)
                .with("quarkus.datasource.jdbc.url", database.jdbcUrl())
                .with("quarkus.datasource.username", database.user())
                .with("quarkus.datasource.password", database.password().value());
    }

    Path data(String dataFolder) {
        return folder.resolve(dataFolder);
    }

    /// The process of the embedded PostgreSQL of a data folder when it runs.
    Optional<ProcessHandle> postgres(String dataFolder) throws IOException {
        return EmbeddedPostgres.running(data(dataFolder).resolve("postgres"));
    }

    private static Path postgresHome(Path data) throws IOException {
        Path note = data.resolve("postgres/moved-to");
        return Files.exists(note)
                ? Path.of(Files.readString(note).strip())
                : data.resolve("postgres");
    }

    /// A connection to the embedded PostgreSQL of a data folder.
    Connection embedded(String dataFolder) throws IOException, SQLException {
        Path home = postgresHome(data(dataFolder));
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%s/postgres"
                        .formatted(Files.readString(home.resolve("port")).strip()),
                "portico",
                Files.readString(home.resolve("password")).strip());
    }

    @Override
    public void close() throws InterruptedException, IOException {
        for (ServerProcess program : made.keySet()) {
            program.close();
        }
        for (Path data : made.values()) {
            EmbeddedPostgres.running(data.resolve("postgres"))
                    .ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    static Connection connect(ConnectionInfo database) throws SQLException {
        return DriverManager.getConnection(
                database.jdbcUrl(), database.user(), database.password().value());
    }

    /// Rows of a query, columns joined by spaces.
    static List<String> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join(" ", row));
            }
            return rows;
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// Position of the change log that reads of the program reflect.
    static long position(ServerProcess program) throws IOException, InterruptedException {
        return number(program, "position");
    }

    static long entityCount(ServerProcess program) throws IOException, InterruptedException {
        return number(program, "entityCount");
    }

    private static long number(ServerProcess program, String field)
            throws IOException, InterruptedException {
        JsonObject data = program.graphql("{ " + field + " }").object("data");
        return Long.parseLong(String.valueOf(data.value(field)));
    }

    /// Uid by ref of all entities, over Backstage's API.
    static Map<String, String> uids(ServerProcess program)
            throws IOException, InterruptedException {
        JsonPath json = json(program.get("/api/catalog/entities?fields=kind,metadata"));
        Map<String, String> uids = new LinkedHashMap<>();
        json.<Map<String, Object>>getList("$")
                .forEach(
                        entity -> {
                            Map<?, ?> metadata = (Map<?, ?>) entity.get("metadata");
                            String ref =
                                    "%s:%s/%s"
                                            .formatted(
                                                    entity.get("kind"),
                                                    metadata.get("namespace"),
                                                    metadata.get("name"))
                                            .toLowerCase(Locale.ROOT);
                            assertThat(uids.put(ref, String.valueOf(metadata.get("uid"))))
                                    .as("second entity " + ref)
                                    .isNull();
                        });
        return uids;
    }

    /// The answer of `by-name` for an entity in the namespace `default`.
    static HttpResponse<String> byName(ServerProcess program, String kind, String name)
            throws IOException, InterruptedException {
        return program.get("/api/catalog/entities/by-name/%s/default/%s".formatted(kind, name));
    }

    static JsonPath json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonPath.from(response.body());
    }

    /// Lines of the program's log that are errors or warnings, and those of stack traces.
    static List<String> troubles(ServerProcess program) throws IOException {
        return Files.readAllLines(program.log()).stream()
                .filter(line -> line.matches("\\S+ (ERROR|WARN ) .*|\\s+at .*|Caused by: .*"))
                .toList();
    }
}
