package dev.portico.app.bench;

import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One kind of read: how its requests look, and how it is to compare.
///
/// @param peer processor time per request of a Backstage backend (catalog-backend 4.0, PostgreSQL
///     15) on the same class of machine, at 8 and at 64 connections, in ms
/// @param factor how many times less it is to take here
/// @param p99 the longest that all but one in a hundred may take at 64 connections, in ms
record ReadWork(
        String what,
        double[] peer,
        double factor,
        double p99,
        IntFunction<HttpLoad.Script> script) {
    private static final String API = "/api/catalog";
    private static final String COMPONENTS =
            API + "/entities/by-query?limit=20&filter=kind=component";
    private static final String BY_NAME = "&orderField=metadata.name,asc";
    private static final int PAGES = 20;
    private static final List<String> WORDS =
            List.of("payment", "ledger", "invoice", "order", "stock", "customer", "session");

    /// All that is measured, on a sample catalog of this size.
    static List<ReadWork> all(int size) {
        return Stream.of(identities(size), queries(size), pages()).flatMap(List::stream).toList();
    }

    private static List<ReadWork> identities(int size) {
        return List.of(
                new ReadWork(
                        "by-name",
                        new double[] {1.43, 1.31},
                        15,
                        25,
                        random(
                                random ->
                                        HttpLoad.get(
                                                API
                                                        + "/entities/by-name/component/default/"
                                                        + component(random, size)))),
                new ReadWork(
                        "by-refs, 50 of them",
                        new double[] {3.09, 2.92},
                        15,
                        25,
                        random(
                                random ->
                                        HttpLoad.post(
                                                API + "/entities/by-refs", refs(random, size)))));
    }

    private static List<ReadWork> queries(int size) {
        return List.of(
                new ReadWork(
                        "by-query, kind and type, 20 with the total",
                        new double[] {18.6, 21.1},
                        50,
                        25,
                        same(COMPONENTS + ",spec.type=service")),
                new ReadWork(
                        "by-query of an owner, ordered by name",
                        new double[] {8.5, 7.9},
                        25,
                        25,
                        random(
                                random ->
                                        HttpLoad.get(
                                                COMPONENTS
                                                        + ",relations.ownedBy=group:default/"
                                                        + group(random, size)
                                                        + BY_NAME))),
                new ReadWork(
                        "by-query with full text, ordered by name",
                        new double[] {35.2, 34.4},
                        50,
                        80,
                        random(random -> HttpLoad.get(COMPONENTS + BY_NAME + text(random)))),
                new ReadWork(
                        "facets, types of components",
                        new double[] {23.2, 26.7},
                        50,
                        80,
                        same(API + "/entity-facets?facet=spec.type&filter=kind=component")));
    }

    private static List<ReadWork> pages() {
        return List.of(
                new ReadWork(
                        "20 pages by cursor, ordered by name",
                        new double[] {8.5, 8.8},
                        25,
                        25,
                        pages(COMPONENTS + BY_NAME)),
                new ReadWork(
                        "the same without totals",
                        new double[] {8.5, 8.8},
                        25,
                        25,
                        pages(COMPONENTS + BY_NAME + "&totalItems=exclude")));
    }

    private static String text(Random random) {
        return "&fullTextFilterFields=metadata.name,metadata.title&fullTextFilterTerm="
                + WORDS.get(random.nextInt(WORDS.size()));
    }

    private static IntFunction<HttpLoad.Script> same(String path) {
        String request = HttpLoad.get(path);
        return _ -> _ -> request;
    }

    private static IntFunction<HttpLoad.Script> random(Function<Random, String> request) {
        return connection -> {
            Random random = new Random(7_919L * (connection + 1));
            return _ -> request.apply(random);
        };
    }

    private static IntFunction<HttpLoad.Script> pages(String first) {
        return _ -> new Pages(first);
    }

    private static String component(Random random, int size) {
        return SampleCatalog.componentName(
                100 * random.nextInt(Math.max(1, size / 100)) + random.nextInt(60));
    }

    private static String group(Random random, int size) {
        return SampleCatalog.groupName(
                100 * random.nextInt(Math.max(1, size / 100)) + 91 + random.nextInt(3));
    }

    private static String refs(Random random, int size) {
        List<String> refs =
                IntStream.range(0, 50)
                        .mapToObj(_ -> "component:default/" + component(random, size))
                        .toList();
        return JsonObject.of(Map.of("entityRefs", refs)).toJson();
    }

    /// Goes on by the cursor of the answer before, and after some pages from the start again.
    private static final class Pages implements HttpLoad.Script {
        private final String first;
        private int page;

        Pages(String first) {
            this.first = first;
        }

        @Override
        public String next(String answer) {
            Object cursor =
                    page == 0 || page >= PAGES
                            ? null
                            : JsonValues.at(
                                    JsonObject.parse(answer).fields(), "/pageInfo/nextCursor");
            if (!(cursor instanceof String text)) {
                page = 1;
                return HttpLoad.get(first);
            }
            page++;
            String exclude = first.contains("totalItems") ? "&totalItems=exclude" : "";
            return HttpLoad.get(
                    API
                            + "/entities/by-query?limit=20&cursor="
                            + URLEncoder.encode(text, StandardCharsets.UTF_8)
                            + exclude);
        }
    }
}
