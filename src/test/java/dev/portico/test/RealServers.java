package dev.portico.test;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// Servers that `.ci/real/up` started together, once per JVM and set of parts. They stop with this
/// JVM, and soon after this JVM was killed; their logs stay below `target/real`. Quarkus loads test
/// classes more than once, so what runs is known by system properties and not by a static field.
final class RealServers {
    private static final Path UP = Path.of(".ci/real/up").toAbsolutePath();
    private static final Path FOLDER = Path.of("target", "real").toAbsolutePath();
    private static final int PORTS = 33;
    private static final TreeSet<String> TOLD = new TreeSet<>();

    private final Path folder;
    private final int base;
    private final List<String> parts;
    private Map<String, String> env = Map.of();

    private RealServers(Path folder, int base, List<String> parts) {
        this.folder = folder;
        this.base = base;
        this.parts = parts;
    }

    /// The parts, all answering; started when this is the first who asks.
    static RealServers of(String... parts) {
        String name = String.join("-", parts);
        Properties properties = System.getProperties();
        synchronized (properties) {
            long pid = ProcessHandle.current().pid();
            Path folder = FOLDER.resolve((parts.length > 1 ? "platform" : name) + "-" + pid);
            String known = properties.getProperty("real-servers." + name);
            int base = known == null ? freeBase() : Integer.parseInt(known);
            RealServers servers = new RealServers(folder, base, List.of(parts));
            if (known == null) {
                removeWhatFormerTestsLeft();
                Runtime.getRuntime().addShutdownHook(new Thread(servers::stop));
                servers.start();
                properties.setProperty("real-servers." + name, Integer.toString(base));
            } else {
                servers.await();
            }
            return servers;
        }
    }

    private static void removeWhatFormerTestsLeft() {
        try {
            Files.createDirectories(FOLDER);
            for (Path former : list(Files.list(FOLDER))) {
                String name = former.getFileName().toString();
                if (gone(Long.parseLong(name.substring(name.lastIndexOf('-') + 1)))) {
                    for (Path file : list(Files.walk(former)).reversed()) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> list(Stream<Path> files) {
        try (files) {
            return files.toList();
        }
    }

    /// Whether these binaries are all built; when not, one line tells so, once for each `what`.
    static boolean built(String what, String build, List<String> binaries) {
        boolean all =
                Files.isExecutable(UP)
                        && binaries.stream().allMatch(name -> Files.isExecutable(binary(name)));
        if (!all) {
            tellOnce("Skipped: tests with " + what + "; .ci/real/build " + build + " builds it.");
        }
        return all;
    }

    private static void tellOnce(String line) {
        synchronized (TOLD) {
            if (TOLD.add(line)) {
                System.out.println(line);
            }
        }
    }

    /// Path of a program that `.ci/real/build` has made.
    static Path binary(String name) {
        String home = System.getenv("REAL_HOME");
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base =
                cache == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return (home == null ? base.resolve("real-servers") : Path.of(home))
                .resolve("bin")
                .resolve(name);
    }

    // below the range from which the system takes ports of its own
    private static int freeBase() {
        return new Random()
                .ints(20_000, 32_000)
                .limit(1_000)
                .filter(base -> IntStream.range(base, base + PORTS).allMatch(RealServers::free))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + PORTS + " free ports"));
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /// Starts all, again after [#stop], and waits until each answers.
    void start() {
        List<String> command = new ArrayList<>(List.of(UP.toString(), "--dir", folder.toString()));
        command.addAll(List.of("--port", Integer.toString(base)));
        command.addAll(List.of("--with", Long.toString(ProcessHandle.current().pid())));
        command.addAll(parts);
        try {
            Files.createDirectories(folder);
            Process started =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("up.log").toFile())
                            .redirectInput(new File("/dev/null"))
                            .start();
            Files.writeString(folder.resolve("up.pid"), Long.toString(started.pid()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await();
    }

    private void await() {
        Path ready = folder.resolve("ready");
        Awaitility.await()
                .atMost(Duration.ofMinutes(4))
                .until(() -> Files.exists(ready) || up().isEmpty());
        try {
            if (!Files.exists(ready)) {
                throw new IllegalStateException(
                        parts + " did not start: " + Files.readString(folder.resolve("up.log")));
            }
            env = pairs(Files.readString(folder.resolve("env")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // the script, while it runs
    private Optional<ProcessHandle> up() {
        try {
            String pid = Files.readString(folder.resolve("up.pid"));
            return ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> pairs(String env) {
        Map<String, String> values = new HashMap<>();
        for (String pair : env.strip().split("\\s+")) {
            int equals = pair.indexOf('=');
            values.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return values;
    }

    Path folder() {
        return folder;
    }

    /// An address or a token that the script tells.
    String value(String name) {
        return env.getOrDefault(name, "");
    }

    /// Makes servers stand still, as when their machine hangs, or go on; all when none is named.
    void freeze(boolean still, String... names) {
        processes(names).values().forEach(pid -> signal(still ? "STOP" : "CONT", pid));
    }

    /// Kills one of the servers, without a chance to say good-bye.
    void kill(String name) {
        processes(name)
                .values()
                .forEach(
                        pid -> {
                            signal("KILL", pid);
                            Awaitility.await().until(() -> gone(pid));
                        });
    }

    private static boolean gone(long pid) {
        return ProcessHandle.of(pid).map(found -> !found.isAlive()).orElse(true);
    }

    /// Starts a server again that was killed, as it was started; does not wait until it answers.
    void run(String name) {
        try {
            Process started =
                    new ProcessBuilder(folder.resolve("run").resolve(name).toString())
                            .redirectErrorStream(true)
                            .redirectOutput(
                                    ProcessBuilder.Redirect.appendTo(
                                            folder.resolve("log/" + name + ".log").toFile()))
                            .start();
            Path pids = folder.resolve("pids");
            String others =
                    Files.readAllLines(pids).stream()
                            .filter(line -> !line.endsWith(" " + name))
                            .collect(Collectors.joining("\n", "", "\n"));
            Files.writeString(pids, others + started.pid() + " " + name + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Long> processes(String... names) {
        List<String> wanted = List.of(names);
        try {
            return Files.readAllLines(folder.resolve("pids")).stream()
                    .map(line -> line.split(" "))
                    .filter(line -> wanted.isEmpty() || wanted.contains(line[1]))
                    .collect(Collectors.toMap(line -> line[1], line -> Long.valueOf(line[0])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void signal(String signal, long pid) {
        try {
            new ProcessBuilder("kill", "-" + signal, pid + "").start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Stops all servers; their data stay.
    void stop() {
        up().ifPresent(
                        script -> {
                            script.destroy();
                            script.onExit().orTimeout(30, TimeUnit.SECONDS).join();
                        });
    }
}
