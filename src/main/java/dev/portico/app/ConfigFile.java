package dev.portico.app;

import dev.portico.platform.PorticoException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSourceProvider;

/// Makes `portico.yaml` a source of configuration: above the built-in defaults, below environment
/// variables and system properties. Found by [#use]; Quarkus then asks for it by its service.
public final class ConfigFile implements ConfigSourceProvider {
    private static final String NAME = "portico.yaml";
    private static final String CHOSEN = "portico-config-file";
    private static final int ORDINAL = 275;
    private static final int LAUNCHER_ORDINAL = 150;

    /// Decides which file is read: the one that is named, else the one in the working directory,
    /// else the one beside the program.
    static Optional<Path> use(Optional<Path> named) {
        if (named.isPresent() && !Files.isReadable(named.get())) {
            throw PorticoException.invalid(
                    "The configuration file " + named.get() + " (--config) can't be read.");
        }
        Optional<Path> found =
                named.or(
                        () ->
                                Stream.of(Path.of(""), ProgramFolder.find())
                                        .map(folder -> folder.resolve(NAME))
                                        .filter(Files::isReadable)
                                        .findFirst());
        Optional<Path> file = found.map(path -> path.toAbsolutePath().normalize());
        file.ifPresent(path -> System.setProperty(CHOSEN, path.toString()));
        file.ifPresent(ConfigFile::read);
        return file;
    }

    @Override
    public Iterable<ConfigSource> getConfigSources(ClassLoader loader) {
        List<ConfigSource> sources = new ArrayList<>();
        ProgramFolder.ofLauncher().ifPresent(folder -> sources.add(besideProgram(folder)));
        String chosen = System.getProperty(CHOSEN);
        if (chosen != null) {
            sources.add(read(Path.of(chosen)));
        }
        return sources;
    }

    /// Started by the launcher, the program has its folders beside it, whatever the working
    /// directory is.
    private static ConfigSource besideProgram(Path folder) {
        return new PropertiesConfigSource(
                Map.of(
                        "portico.data-dir", folder.resolve("data").toString(),
                        "portico.source.self-folder", folder.resolve("catalog").toString()),
                "beside the program",
                LAUNCHER_ORDINAL);
    }

    private static ConfigSource read(Path file) {
        try {
            return new YamlConfigSource(file.toString(), Files.readString(file), ORDINAL);
        } catch (IOException e) {
            throw PorticoException.invalid(
                    "The configuration file " + file + " can't be read: " + e);
        } catch (RuntimeException e) {
            throw PorticoException.invalid(
                    "The configuration file %s is not valid YAML: %s"
                            .formatted(
                                    file, String.valueOf(e.getMessage()).replaceAll("\\s+", " ")));
        }
    }
}
