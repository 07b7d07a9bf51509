package dev.portico.access.policy;

import dev.portico.access.PolicyProblem;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.yaml.Position;
import dev.portico.platform.yaml.YamlDocument;
import dev.portico.platform.yaml.YamlParser;
import dev.portico.platform.yaml.YamlProblem;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The policies of the configuration: the one that ships with the program, and files, looked at
/// again when somebody asks and a quarter of a second has gone by.
final class PolicyFiles {
    private static final String SHIPPED = "/access/default-policy.yaml";
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(250);

    private final List<PolicyRule> shipped;
    private final List<Path> paths;
    private final AtomicLong lookedAt = new AtomicLong(System.nanoTime());
    private volatile Read read;

    /// INVALID_INPUT, with file and line, for a file that is wrong at the start.
    PolicyFiles(boolean withShipped, List<Path> paths) {
        this.shipped = withShipped ? shipped() : List.of();
        this.paths = List.copyOf(paths);
        this.read = new Read(stamps(), readAll());
    }

    private record Stamp(@Nullable FileTime time, long size) {}

    private record Read(List<Stamp> stamps, List<PolicyRule> rules) {}

    /// The same list until a file changes.
    List<PolicyRule> rules() {
        long now = System.nanoTime();
        long before = lookedAt.get();
        if (!paths.isEmpty() && now - before > PAUSE && lookedAt.compareAndSet(before, now)) {
            look();
        }
        return read.rules();
    }

    private void look() {
        List<Stamp> stamps = stamps();
        Read held = read;
        if (stamps.equals(held.stamps())) {
            return;
        }
        try {
            read = new Read(stamps, readAll());
            Log.infof("Policy files read again rules=%d", read.rules().size());
        } catch (PorticoException e) {
            read = new Read(stamps, held.rules());
            Log.warnf("Policy files changed and are not used reason=%s", e.text());
        }
    }

    private List<Stamp> stamps() {
        List<Stamp> stamps = new ArrayList<>();
        for (Path path : paths) {
            try {
                stamps.add(new Stamp(Files.getLastModifiedTime(path), Files.size(path)));
            } catch (IOException e) {
                stamps.add(new Stamp(null, -1));
            }
        }
        return stamps;
    }

    private List<PolicyRule> readAll() {
        List<PolicyRule> rules = new ArrayList<>(shipped);
        for (Path path : paths) {
            try {
                rules.addAll(read(path.toString(), Files.readAllBytes(path)));
            } catch (IOException e) {
                throw PorticoException.invalid(
                        "The policy file "
                                + path
                                + " of portico.access.policy-files can't be read.");
            }
        }
        return List.copyOf(rules);
    }

    private static List<PolicyRule> shipped() {
        try (@Nullable InputStream in = PolicyFiles.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its file " + SHIPPED);
            }
            return read("default-policy.yaml", in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// INVALID_INPUT with the first thing that is wrong and where.
    static List<PolicyRule> read(String file, byte[] content) {
        List<PolicyRule> rules = new ArrayList<>();
        var parsed = YamlParser.parse(content);
        parsed.problems().forEach(problem -> fail(file, problem));
        for (YamlDocument document : parsed.documents()) {
            document.problems().forEach(problem -> fail(file, problem));
            JsonObject json = document.value().orElse(JsonObject.EMPTY);
            PolicyReader.Reading reading = PolicyReader.read(json);
            if (!reading.problems().isEmpty()) {
                PolicyProblem problem = reading.problems().getFirst();
                Position at = document.positions().at(problem.pointer());
                throw broken(file, at, problem.pointer() + ": " + problem.message());
            }
            rules.addAll(reading.rules());
        }
        return rules;
    }

    private static void fail(String file, YamlProblem problem) {
        throw broken(file, problem.position(), problem.message());
    }

    private static PorticoException broken(String file, Position at, String message) {
        return PorticoException.invalid(
                "The policy file " + file + " is wrong in line " + at.line() + ": " + message);
    }
}
