package dev.portico.app.bench;

import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.scm.RepositoryWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/// One server with a catalog and policies of a repository of their own: the same page for two who
/// are in the same groups, one of whom has rules; a policy that changes; many claims at once.
final class AccessBench {
    private static final int RUNS = 5;
    private static final int CONNECTIONS = 8;
    private static final double WARM_UP_SECONDS = 12;
    private static final int CHANGES = 5;

    /// The claims that count are those of a program that has compiled its code.
    private static final int CLAIM_ROUNDS = 3;

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final String PAGE =
            "/api/catalog/entities/by-query?limit=100&filter=kind=component"
                    + "&orderField=metadata.name,asc";

    private final Path jar;
    private final Path folder;
    private final double seconds;
    private final Consumer<String> progress;

    /// @param seconds how long a run of pages lasts
    /// @param progress is told what is done next
    AccessBench(Path jar, Path folder, double seconds, Consumer<String> progress) {
        this.jar = jar;
        this.folder = folder;
        this.seconds = seconds;
        this.progress = progress;
    }

    List<BenchCommand.Figure> measure(int size) throws IOException, InterruptedException {
        SampleCatalog sample = new SampleCatalog(size, 42);
        Path repository = Files.createDirectories(folder.resolve("catalog"));
        RepositoryWriter.create(repository, sample.files(), "All entities");
        AccessSample access = new AccessSample(size);
        Path policies = Files.createDirectories(folder.resolve("policies"));
        RepositoryWriter.create(policies, access.files(), "People and policies");
        List<BenchCommand.Figure> figures = new ArrayList<>();
        try (ServerProcess server = server(repository, policies)) {
            progress.accept("Ingesting " + size + " entities ...");
            server.start();
            IngestBench.awaitAll(server, size + sample.locations() + access.documents());
            figures.addAll(pages(server));
            figures.add(worstChange(server, policies, access));
            figures.addAll(claims(server, access));
        }
        return figures;
    }

    private ServerProcess server(Path repository, Path policies) {
        return new ServerProcess(jar, folder.resolve("data"))
                .jvm("-Xmx1536m")
                .with("portico.source.git.repositories[0].url", repository.toString())
                .with("portico.source.git.repositories[0].trust", "platform")
                .with("portico.source.git.repositories[1].url", policies.toString())
                .with("portico.source.git.repositories[1].trust", "platform")
                .with("portico.source.git.poll-interval", "1h")
                .with("portico.access.default-policy", "false")
                .with("portico.access.rate-limit", "0");
    }

    private List<BenchCommand.Figure> pages(ServerProcess server)
            throws IOException, InterruptedException {
        String free = token(server, AccessSample.FREE);
        String ruled = token(server, AccessSample.RULED);
        HttpLoad load = new HttpLoad(server.port());
        progress.accept("Warming up ...");
        if (total(server, free) != total(server, ruled)) {
            throw new IOException("the rules hide some of what is to be read with them");
        }
        for (String token : List.of(free, ruled)) {
            load.run(script(token), CONNECTIONS, WARM_UP_SECONDS);
        }
        List<Double> without = new ArrayList<>();
        List<Double> with = new ArrayList<>();
        for (int run = 1; run <= RUNS; run++) {
            progress.accept("Reading pages without and with rules, run " + run + " ...");
            if (run % 2 == 1) {
                without.add(cpuMillis(server, load, free));
                with.add(cpuMillis(server, load, ruled));
            } else {
                with.add(cpuMillis(server, load, ruled));
                without.add(cpuMillis(server, load, free));
            }
        }
        progress.accept("ms without rules: " + without + ", with: " + with);
        double before = median(without);
        double after = median(with);
        return List.of(
                new BenchCommand.Figure(
                        "CPU of a page of 100 entities without rules, median of " + RUNS,
                        before,
                        "ms",
                        0),
                new BenchCommand.Figure(
                        "the same with " + AccessSample.RULES + " rules", after, "ms", 0),
                new BenchCommand.Figure(
                        "the rules take more, for a caller in " + AccessSample.GROUPS + " groups",
                        (after / before - 1) * 100,
                        "%",
                        10));
    }

    /// How many entities the page is one of.
    private static long total(ServerProcess server, String token)
            throws IOException, InterruptedException {
        JsonObject page = JsonObject.parse(get(server, PAGE, token).body());
        if (page.list("items").size() != 100
                || !(JsonValues.at(page.fields(), "/totalItems") instanceof Long total)) {
            throw new IOException("a page has not 100 entities and a total: " + page);
        }
        return total;
    }

    private static IntFunction<HttpLoad.Script> script(String token) {
        String request = HttpLoad.get(PAGE, token);
        return _ -> _ -> request;
    }

    private double cpuMillis(ServerProcess server, HttpLoad load, String token)
            throws IOException, InterruptedException {
        double before = server.cpuSeconds();
        HttpLoad.Result result = load.run(script(token), CONNECTIONS, seconds);
        return (server.cpuSeconds() - before) * 1e3 / result.nanos().length;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /// A token that calls as a user.
    private static String token(ServerProcess server, String user)
            throws IOException, InterruptedException {
        JsonObject answer =
                server.graphql(
                        "mutation { createToken(token: {name: \"bench\", subject:"
                                + " \"user:default/%s\"}) { secret } }".formatted(user));
        if (JsonValues.at(answer.fields(), "/data/createToken/secret") instanceof String secret) {
            return secret;
        }
        throw new IOException("no token was made: " + answer);
    }

    /// The policy names one of two kinds in turn; the time goes from the commit to the first answer
    /// that follows it.
    private BenchCommand.Figure worstChange(
            ServerProcess server, Path policies, AccessSample access)
            throws IOException, InterruptedException {
        progress.accept("Changing a policy " + CHANGES + " times ...");
        String token = token(server, AccessSample.WATCHING);
        String system = "/api/catalog/entities/by-name/system/default/" + access.system();
        double worst = 0;
        for (int i = 0; i < CHANGES; i++) {
            boolean seen = get(server, system, token).statusCode() == 200;
            RepositoryWriter.commit(
                    policies, access.watched(seen ? "Domain" : "System"), "Change " + i);
            long start = System.nanoTime();
            while (get(server, system, token).statusCode() == 200 == seen) {
                if (seconds(start) > 60) {
                    throw new IOException("the policy did not count; see " + server.log());
                }
                TimeUnit.MILLISECONDS.sleep(5);
            }
            worst = Math.max(worst, seconds(start));
        }
        return new BenchCommand.Figure(
                "a policy changed: commit to the first answer by it, worst of " + CHANGES,
                worst,
                "s",
                1);
    }

    private List<BenchCommand.Figure> claims(ServerProcess server, AccessSample access)
            throws IOException, InterruptedException {
        List<Map<String, String>> claims = access.claims(0);
        double first = claimSeconds(server, claims);
        for (int round = 1; round < CLAIM_ROUNDS; round++) {
            claimSeconds(server, access.claims(round));
        }
        return List.of(
                new BenchCommand.Figure(
                        "%,d claims in one request, the first".formatted(claims.size()),
                        first,
                        "s",
                        0),
                new BenchCommand.Figure(
                        "%,d other claims in another, after %d such"
                                .formatted(claims.size(), CLAIM_ROUNDS),
                        claimSeconds(server, access.claims(CLAIM_ROUNDS)),
                        "s",
                        5));
    }

    private double claimSeconds(ServerProcess server, List<Map<String, String>> claims)
            throws IOException, InterruptedException {
        progress.accept("Claiming " + claims.size() + " times in one request ...");
        String body = JsonValues.toJson(claims);
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:%d/api/catalog/claims"
                                                .formatted(server.port())))
                        .header("Content-Type", "application/json")
                        .timeout(LONGEST)
                        .PUT(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        double cpu = server.cpuSeconds();
        long start = System.nanoTime();
        HttpResponse<String> response;
        try (HttpClient http = HttpClient.newHttpClient()) {
            response = http.send(request, HttpResponse.BodyHandlers.ofString());
        }
        double taken = seconds(start);
        progress.accept(
                "In %.2f s, with %.2f s of processor time"
                        .formatted(taken, server.cpuSeconds() - cpu));
        JsonObject summary = JsonObject.parse(response.body()).object("summary");
        if (response.statusCode() != 200 || summary.has("refused")) {
            throw new IOException("claims were refused: " + summary);
        }
        return taken;
    }

    private static HttpResponse<String> get(ServerProcess server, String path, String token)
            throws IOException, InterruptedException {
        return server.send("GET", path, null, "Authorization", "Bearer " + token);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
