package dev.portico.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.model.Entity;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.query.SearchRequest.Scope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Ranked search over a small catalog.
class CatalogSearchTest {
    private static final FakeFeed FEED = new FakeFeed();
    @TempDir static Path folder;
    private static CatalogIndex index = new CatalogIndex(FEED, Path.of("unused"), Duration.ZERO);

    @BeforeAll
    static void fill() {
        put("Component", "payment-gateway", "title", "Payment Gateway", "tags", List.of("java"));
        put(
                "Component",
                "payments",
                "description",
                "Takes money. Payment by card, gateway to banks.");
        put("Component", "ledger_v2", "description", "Books every payment");
        put("Component", "invoiceMailer", "tags", List.of("kotlin", "payment"));
        put("API", "payment-api", "description", "Written in Java");
        put("Component", "user-service", "title", "Zürich Straße");
        put("Component", "東京-search", "description", "支払いを受け付ける");
        put("Component", "c-100pct", "description", "100% of it, a*b and a_b and 50\\% [x] {y}");
        put(
                "Component",
                "linked",
                "links",
                List.of(Map.of("title", "Runbook", "url", "https://wiki.example.com/w/oncall")));
        index = new CatalogIndex(FEED, folder, Duration.ZERO);
        index.start();
        index.awaitPosition(FEED.latest(), Duration.ofSeconds(30));
    }

    @AfterAll
    static void close() {
        index.close();
    }

    private static void put(String kind, String name, Object... metadata) {
        Entity entity = Sample.entity(kind, name);
        JsonObject all = entity.metadata();
        for (int i = 0; i < metadata.length; i += 2) {
            all = all.with((String) metadata[i], metadata[i + 1]);
        }
        FEED.put(new Entity(entity.json().with("metadata", all)));
    }

    @Test
    void aNameCountsMoreThanAFactAndThatMoreThanProse() {
        assertThat(found("payment"))
                .containsExactly(
                        "payment-gateway", "payment-api", "payments", "invoicemailer", "ledger_v2");
        assertThat(found("payment gateway")).containsExactly("payment-gateway", "payments");
        assertThat(found("payments")).startsWith("payments");
        assertThat(found("java")).containsExactly("payment-gateway", "payment-api");
    }

    @ParameterizedTest
    @CsvSource({
        "paym, payment-api",
        "gate, payment-gateway",
        "paymentgateway, payment-gateway",
        "PaymentGateway, payment-gateway",
        "paymnt gatewya, payment-gateway",
        "ledger, ledger_v2",
        "v2, ledger_v2",
        "mailer, invoicemailer",
        "invoice mail, invoicemailer",
        "usersvc user service, NONE",
        "userserv, user-service",
        "zurich, user-service",
        "STRASSE, user-service",
        "東京, 東京-search",
        "支払, 東京-search",
        "runbook, linked",
        "https://wiki.example.com/w/oncall, linked",
        "component:default/linked, linked",
        "xpayment, NONE",
    })
    void wordsAreFoundAsPeopleWriteThem(String text, String first) {
        assertThat(found(text))
                .as(text)
                .satisfies(
                        names -> {
                            if (first.equals("NONE")) {
                                assertThat(names).isEmpty();
                            } else {
                                assertThat(names).first().isEqualTo(first);
                            }
                        });
    }

    /// Nothing in a text is a command.
    @ParameterizedTest
    @CsvSource({
        "pay*nt, 0",
        "p?yment, 0",
        "*, 0",
        "%, 0",
        "_, 0",
        "'\"payment\"', 5",
        "payment~2, 0",
        "-payment, 5",
        "+payment, 5",
        "payment AND ledger, 0",
        "names:payment, 0",
        "'()', 0",
        "'...', 0",
        "100%, 1",
        "\\, 0",
        "payment\u0000, 5",
        "🙂, 0",
    })
    void noCharacterHasAMeaning(String text, int count) {
        assertThat(found(text)).as(text).hasSize(count);
    }

    @Test
    void aBlankTextMeansEveryEntityByRef() {
        SearchPage page = search("  ", EntityFilter.equal("kind", "api"), Scope.EVERYTHING, 0, 10);

        assertThat(page.total()).isEqualTo(1);
        assertThat(found("")).hasSize(9).startsWith("payment-api", "c-100pct", "invoicemailer");
    }

    @Test
    void aFilterHoldsAndTotalsAreExact() {
        EntityFilter apis = EntityFilter.equal("kind", "API");

        assertThat(names(search("payment", apis, Scope.EVERYTHING, 0, 10)))
                .containsExactly("payment-api");
        SearchPage second = search("payment", EntityFilter.ALL, Scope.EVERYTHING, 2, 2);
        assertThat(names(second)).containsExactly("payments", "invoicemailer");
        assertThat(second.total()).isEqualTo(5);
        assertThat(search("payment", EntityFilter.ALL, Scope.EVERYTHING, 0, 0).total())
                .isEqualTo(5);
        assertThat(search("payment", EntityFilter.NONE, Scope.EVERYTHING, 0, 9).total()).isZero();
        assertThat(search("payment", EntityFilter.ALL, Scope.EVERYTHING, 10_000, 9).hits())
                .isEmpty();
    }

    @Test
    void suggestionsLookAtNamesOnly() {
        assertThat(names(search("paym", EntityFilter.ALL, Scope.NAMES, 0, 10)))
                .containsExactly("payment-api", "payment-gateway", "payments");
    }

    @Test
    void matchesAreHighlighted() {
        SearchPage page = search("paymnt userserv gate", EntityFilter.ALL, Scope.EVERYTHING, 0, 1);
        Entity payments = index.find(EntityRef.parse("component:payments")).orElseThrow().entity();
        Entity users = index.find(EntityRef.parse("component:user-service")).orElseThrow().entity();

        assertThat(page.words().highlights(payments).stream().map(CatalogSearchTest::marked))
                .containsExactly(
                        "metadata.description: Takes money. [Payment] by card, [gateway] to banks.");
        assertThat(page.words().highlights(users).stream().map(CatalogSearchTest::marked))
                .containsExactly("metadata.name: [user]-[service]");
    }

    @Test
    void aLongValueIsShownAroundItsFirstMatch() {
        String text = "word ".repeat(50) + "needle" + " 😀".repeat(100);

        Highlight highlight =
                Highlight.of("metadata.description", text, SearchWords.parse("needle").spans(text));

        assertThat(marked(highlight)).contains("…", "word [needle] 😀");
        assertThat(highlight.text()).hasSizeLessThan(204).startsWith("…").endsWith("…");
        assertThat(highlight.text().codePoints().noneMatch(c -> c >= 0xD800 && c < 0xE000))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 10_000})
    void aTextThatIsTooLongIsRefused(int length) {
        assertInvalid(
                () -> found("x".repeat(length)),
                "The search text has %d characters; at most 200 are looked for.".formatted(length));
    }

    @Test
    void limitsAreTold() {
        String words = String.join(" ", IntStream.range(0, 21).mapToObj(i -> "w" + i).toList());

        assertInvalid(
                () -> found(words), "The search text has 21 words; at most 20 are looked for.");
        assertInvalid(
                () -> search("x", EntityFilter.ALL, Scope.EVERYTHING, 10_001, 1),
                "The offset of a search is 10001; it must be from 0 to 10000.");
        assertInvalid(
                () -> search("x", EntityFilter.ALL, Scope.EVERYTHING, 0, 1_001),
                "The limit of a search is 1001; it must be from 0 to 1000.");
        assertThat(found("a ".repeat(100))).isNotEmpty();
    }

    /// The same entities as the rules say, whatever the words; and pages joined are the whole list.
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void findsWhatTheRulesSay(long seed, @TempDir Path other) {
        SplittableRandom random = new SplittableRandom(seed);
        FakeFeed feed = new FakeFeed();
        for (int i = 0; i < 200; i++) {
            feed.put(entity(random, i));
        }
        try (CatalogIndex searched = new CatalogIndex(feed, other, Duration.ZERO)) {
            searched.start();
            searched.awaitPosition(feed.latest(), Duration.ofSeconds(30));
            NaiveCatalog oracle = feed.oracle();
            for (int round = 0; round < 100; round++) {
                SearchRequest request = request(random);
                String where = "seed " + seed + " round " + round + " " + request;
                SearchPage expected = oracle.search(request);
                SearchPage page = searched.search(request);
                assertThat(page.total()).as(where).isEqualTo(expected.total());
                assertThat(new TreeSet<>(names(page)))
                        .as(where)
                        .isEqualTo(new TreeSet<>(names(expected)));
                assertThat(names(searched.search(at(request, 0, 7))))
                        .as(where)
                        .isEqualTo(names(page).stream().limit(7).toList());
                assertThat(names(searched.search(at(request, 7, 500))))
                        .as(where)
                        .isEqualTo(names(page).stream().skip(7).toList());
            }
        }
    }

    private static SearchRequest at(SearchRequest request, int offset, int limit) {
        return new SearchRequest(request.text(), request.filter(), request.scope(), offset, limit);
    }

    private static Entity entity(SplittableRandom random, int i) {
        Entity plain =
                Sample.entity(
                        random.nextBoolean() ? "Component" : "API",
                        words(random, "-") + (random.nextBoolean() ? "_" : "") + i,
                        words(random, "-"));
        return new Entity(
                plain.json()
                        .with(
                                "metadata",
                                plain.metadata()
                                        .with(
                                                "title",
                                                words(random, random.nextBoolean() ? " " : ""))
                                        .with("description", words(random, ", ")))
                        .with("spec", Map.of("owner", "group:default/" + words(random, "."))));
    }

    private static SearchRequest request(SplittableRandom random) {
        StringBuilder text = new StringBuilder(words(random, random.nextBoolean() ? " " : ""));
        for (int edits = random.nextInt(3); edits > 0 && !text.isEmpty(); edits--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, (char) ('a' + random.nextInt(26)));
                case 2 -> text.setLength(at);
                default -> text.setCharAt(at, (char) ('a' + random.nextInt(26)));
            }
        }
        return new SearchRequest(
                text.toString(),
                random.nextInt(3) == 0 ? EntityFilter.equal("kind", "api") : EntityFilter.ALL,
                random.nextInt(3) == 0 ? Scope.NAMES : Scope.EVERYTHING,
                0,
                500);
    }

    private static String words(SplittableRandom random, String between) {
        List<String> words =
                List.of(
                        "Payment",
                        "payments",
                        "Pay",
                        "gate",
                        "gateway",
                        "Gatekeeper",
                        "user",
                        "users",
                        "service",
                        "server",
                        "Zürich",
                        "zurich",
                        "a",
                        "ab",
                        "v2",
                        "2024",
                        "reconciliation",
                        "recommendation",
                        "ÄPFEL",
                        "search",
                        "research");
        StringBuilder joined = new StringBuilder(words.get(random.nextInt(words.size())));
        for (int i = random.nextInt(3); i > 0; i--) {
            joined.append(between).append(words.get(random.nextInt(words.size())));
        }
        return joined.toString();
    }

    private static void assertInvalid(Runnable search, String message) {
        assertThatThrownBy(search::run)
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
                .hasMessageContaining(message);
    }

    private static List<String> found(String text) {
        return names(search(text, EntityFilter.ALL, Scope.EVERYTHING, 0, 100));
    }

    private static SearchPage search(
            String text, EntityFilter filter, Scope scope, int offset, int limit) {
        return index.search(new SearchRequest(text, filter, scope, offset, limit));
    }

    private static List<String> names(SearchPage page) {
        return page.hits().stream().map(hit -> hit.entity().ref().name()).toList();
    }

    private static String marked(Highlight highlight) {
        StringBuilder text = new StringBuilder(highlight.text());
        for (Highlight.Span span : highlight.spans().reversed()) {
            text.insert(span.end(), ']').insert(span.start(), '[');
        }
        return highlight.key() + ": " + text;
    }
}
