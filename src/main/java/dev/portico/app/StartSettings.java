package dev.portico.app;

import dev.portico.platform.PorticoException;
import dev.portico.platform.Secret;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// The few settings that are needed before Quarkus starts, read from the same places as it does.
///
/// @param dataFolder absolute
/// @param database the configured one, empty for the embedded
record StartSettings(Path dataFolder, String host, int port, Optional<Database> database) {
    private static final String DATA_DIR = "portico.data-dir";
    private static final String PORT = "quarkus.http.port";
    private static final int DEFAULT_PORT = 7007;

    /// A database that is not ours.
    record Database(String url, String user, Secret password) {
        /// Without what may hide a password.
        String shown() {
            return url.replaceFirst("\\?.*", "").replaceFirst("//[^/@]*@", "//");
        }
    }

    static StartSettings read() {
        SmallRyeConfig config =
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .addDefaultSources()
                        .withSources(new ConfigFile())
                        .build();
        return new StartSettings(
                Path.of(config.getOptionalValue(DATA_DIR, String.class).orElse("data"))
                        .toAbsolutePath()
                        .normalize(),
                config.getOptionalValue("quarkus.http.host", String.class).orElse("127.0.0.1"),
                config.getOptionalValue(PORT, String.class)
                        .map(StartSettings::port)
                        .orElse(DEFAULT_PORT),
                config.getOptionalValue("quarkus.datasource.jdbc.url", String.class)
                        .map(url -> database(url, config)));
    }

    StartSettings onPort(int other) {
        return new StartSettings(dataFolder, host, other, database);
    }

    /// Where the server is reached from this machine.
    URI url() {
        boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
        String name = everywhere ? "127.0.0.1" : host;
        return URI.create(
                "http://%s:%d".formatted(name.contains(":") ? "[" + name + "]" : name, port));
    }

    private static Database database(String url, SmallRyeConfig config) {
        return new Database(
                url,
                config.getOptionalValue("quarkus.datasource.username", String.class).orElse(""),
                new Secret(
                        config.getOptionalValue("quarkus.datasource.password", String.class)
                                .orElse("")));
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text.strip());
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw PorticoException.invalid(
                "quarkus.http.port is '%s', but must be a number from 0 to 65535.".formatted(text));
    }
}
