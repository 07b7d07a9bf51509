package dev.portico.query;

import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Prints what reads cost: `ReadBenchmark FOLDER [ENTITIES...]`. Not a test; run by hand.
final class ReadBenchmark {
    private static final EntityFilter COMPONENTS = EntityFilter.equal("kind", "component");
    private static final EntityFilter SERVICES =
            EntityFilter.and(COMPONENTS, EntityFilter.equal("spec.type", "service"));
    private static final OrderBy BY_NAME = new OrderBy("metadata.name", false);
    private static final long NANOS = 500_000_000L;

    private final PrintStream out;
    private final BenchFeed feed;
    private final CatalogIndex index;
    private final SplittableRandom random = new SplittableRandom(7);

    private ReadBenchmark(PrintStream out, BenchFeed feed, CatalogIndex index) {
        this.out = out;
        this.feed = feed;
        this.index = index;
    }

    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        String[] sizes = arguments.length > 1 ? arguments : new String[] {"", "10000", "100000"};
        for (String size : Arrays.asList(sizes).subList(1, sizes.length)) {
            BenchFeed feed = new BenchFeed(Integer.parseInt(size));
            long start = System.nanoTime();
            try (CatalogIndex index =
                    new CatalogIndex(feed, root.resolve("bench-" + size), Duration.ofMinutes(10))) {
                index.start();
                index.awaitPosition(1, Duration.ofMinutes(5));
                ReadBenchmark benchmark = new ReadBenchmark(System.out, feed, index);
                System.out.printf(
                        "%s entities: ready after %d ms%n",
                        size, (System.nanoTime() - start) / 1_000_000);
                benchmark.run();
                System.gc();
                Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmRSS") || line.startsWith("RssAnon"))
                        .forEach(System.out::println);
            }
        }
    }

    private void run() {
        measure("by-name", () -> index.find(component()));
        measure("by-refs, 50", () -> index.findAll(refs(50), EntityFilter.ALL));
        measure("page by uid, kind and type, 20", () -> query(SERVICES, null, null, 20));
        measure(
                "page by name, kind and owner, 20",
                () ->
                        query(
                                EntityFilter.and(
                                        COMPONENTS,
                                        EntityFilter.equal("relations.ownedBy", group())),
                                null,
                                BY_NAME,
                                20));
        measure("page by name, kind, 20", () -> query(COMPONENTS, null, BY_NAME, 20));
        AtomicReference<@Nullable PageKey> cursor = new AtomicReference<>();
        measure(
                "deep pages by name, 20",
                () -> {
                    Page page = query(COMPONENTS, cursor.get(), BY_NAME, 20);
                    cursor.set(page.more() ? page.rows().getLast().key() : null);
                    return page;
                });
        measure("text in name and title, ordered, 20", () -> text(word()));
        measure(
                "text not asked before",
                () -> text(word() + "-%05d".formatted(random.nextInt(10_000))));
        measure(
                "facet spec.type of components",
                () -> index.facets(List.of("spec.type"), COMPONENTS));
        measure(
                "facet of a filter not asked before",
                () -> index.facets(List.of("spec.type"), fresh()));
        measure("page of a filter not asked before", () -> query(fresh(), null, BY_NAME, 20));
        measure("ranked search, one word", () -> search(word(), 25));
        measure("ranked search, two words", () -> search(word() + " " + word(), 25));
        measure("ranked search, misspelt", () -> search(word().replaceAll("(.)(.)$", "$2$1"), 25));
        measure("ranked search, one letter", () -> search(word().substring(0, 1), 25));
        measure("ranked search, highlighted", () -> highlighted(word()));
        measure("suggestions", () -> suggest(word().substring(0, 3)));
        measure(
                "impact, depth 20",
                () ->
                        index.impact(
                                new ImpactRequest(component(), ImpactRequest.DEPENDENTS, 20, 100)));
        measure("page in two orders", () -> index.query(twoOrders()));
        measure(
                "walk, depth 3",
                () ->
                        index.walk(
                                new WalkRequest(
                                        component(), Set.of("dependsOn", "consumesApi"), 3, 1000)));
    }

    private SearchPage search(String text, int limit) {
        return index.search(
                new SearchRequest(
                        text, EntityFilter.ALL, SearchRequest.Scope.EVERYTHING, 0, limit));
    }

    private List<Highlight> highlighted(String text) {
        SearchPage page = search(text, 25);
        return page.hits().stream()
                .flatMap(it -> page.words().highlights(it.entity().entity()).stream())
                .toList();
    }

    private SearchPage suggest(String text) {
        return index.search(
                new SearchRequest(text, EntityFilter.ALL, SearchRequest.Scope.NAMES, 0, 10));
    }

    private EntityFilter fresh() {
        return EntityFilter.and(
                COMPONENTS,
                new EntityFilter.Not(
                        EntityFilter.equal("metadata.name", "none-" + random.nextInt())));
    }

    private Page text(String term) {
        TextFilter text = new TextFilter(term, List.of("metadata.name", "metadata.title"));
        return index.query(
                new PageRequest(
                        COMPONENTS,
                        text,
                        List.of(BY_NAME),
                        PageRequest.Rows.PER_VALUE,
                        null,
                        false,
                        0,
                        20,
                        true));
    }

    private static PageRequest twoOrders() {
        return new PageRequest(
                COMPONENTS,
                null,
                List.of(new OrderBy("spec.type", true), BY_NAME),
                PageRequest.Rows.PER_ENTITY,
                null,
                false,
                0,
                20,
                true);
    }

    private Page query(
            EntityFilter filter, @Nullable PageKey after, @Nullable OrderBy order, int limit) {
        List<OrderBy> orders = order == null ? List.of() : List.of(order);
        return index.query(
                new PageRequest(
                        filter,
                        null,
                        orders,
                        PageRequest.Rows.PER_VALUE,
                        after,
                        false,
                        0,
                        limit,
                        true));
    }

    private EntityRef component() {
        return feed.ref("Component", random.nextInt(feed.count("Component")));
    }

    private String group() {
        return feed.ref("Group", random.nextInt(feed.count("Group"))).toString();
    }

    private String word() {
        return List.of("payment", "ledger", "gateway", "invoice", "order", "stock")
                .get(random.nextInt(6));
    }

    private List<EntityRef> refs(int count) {
        List<EntityRef> refs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            refs.add(component());
        }
        return refs;
    }

    private void measure(String name, java.util.function.Supplier<Object> operation) {
        repeat(operation, NANOS / 2);
        long[] wall = repeat(operation, NANOS);
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        int rounds = repeat(operation, NANOS).length;
        cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
        Arrays.sort(wall);
        out.printf(
                "  %-40s cpu %.4f ms, p50 %.4f ms, p99 %.4f ms%n",
                name,
                cpu / 1e6 / rounds,
                wall[wall.length / 2] / 1e6,
                wall[wall.length * 99 / 100] / 1e6);
    }

    private static long[] repeat(java.util.function.Supplier<Object> operation, long nanos) {
        List<Long> times = new ArrayList<>();
        long end = System.nanoTime() + nanos;
        for (long now = System.nanoTime(); now < end; ) {
            var unused = operation.get();
            long after = System.nanoTime();
            times.add(after - now);
            now = after;
        }
        return times.stream().mapToLong(it -> it).toArray();
    }
}
