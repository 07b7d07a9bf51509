package dev.portico.api.graphql.guard;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import graphql.parser.Parser;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class QueryShapeTest {
    private static final GraphQlConfig LIMITS = new Limits();

    @Test
    void anOrdinaryRequestPasses() {
        assertThatCode(
                        () ->
                                check(
                                        "{ a: entity { ...f } } fragment f on Entity { name owner"
                                                + " { ... on Group { name } } }"))
                .doesNotThrowAnyException();
    }

    @Test
    void depthCountsThroughFragments() {
        assertThatCode(() -> check("{ a { b { c { d } } } }")).doesNotThrowAnyException();
        assertRefused(
                "{ a { b { ...f } } } fragment f on T { c { d { e } } }",
                "The request nests 5 fields in each other; at most 4 are allowed.");
    }

    @Test
    void aliasesAreLimited() {
        assertRefused(
                "{ a: x b: x c: x d: x }", "The request has 4 aliases; at most 3 are allowed.");
    }

    @Test
    void fragmentsAreLimited() {
        String fragments =
                IntStream.range(0, 31)
                        .mapToObj(i -> "fragment f" + i + " on T { a }")
                        .collect(Collectors.joining(" "));

        assertRefused(
                "{ a } " + fragments, "The request defines 31 fragments; at most 30 are allowed.");
    }

    @Test
    void fieldsOfAFragmentCountEachTime() {
        assertRefused(
                "{ x { ...f } y { ...f } z { ...f } } fragment f on T { a b c }",
                "The request names 12 fields (uses of fragments counted); at most 10 are allowed.");
    }

    @Test
    void fragmentsThatDoubleEachOtherAreCountedWithoutExpandingThem() {
        String doubling =
                IntStream.range(0, 29)
                        .mapToObj(
                                i ->
                                        "fragment f%d on T { ...f%d ...f%d }"
                                                .formatted(i, i + 1, i + 1))
                        .collect(Collectors.joining(" "));

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () ->
                        assertRefused(
                                "{ ...f0 } " + doubling + " fragment f29 on T { a }",
                                "The request names 536870912 fields (uses of fragments counted);"
                                        + " at most 10 are allowed."));
    }

    @Test
    void aCircleOfFragmentsIsRefused() {
        assertRefused(
                "{ ...a } fragment a on T { x { ...b } } fragment b on T { ...a }",
                "The fragment 'a' uses itself; a fragment may not be in a circle.");
    }

    @Test
    void introspectionMayNest() {
        assertThatCode(
                        () ->
                                check(
                                        "{ __schema { types { fields { type { ofType { ofType {"
                                                + " ofType { name } } } } } } } }"))
                .doesNotThrowAnyException();
    }

    private static void assertRefused(String query, String message) {
        assertThatThrownBy(() -> check(query)).hasMessage(message);
    }

    private static void check(String query) {
        QueryShape.check(Parser.parse(query), LIMITS);
    }

    private record Limits() implements GraphQlConfig {
        @Override
        public int maxDepth() {
            return 4;
        }

        @Override
        public int maxCost() {
            return 100;
        }

        @Override
        public int maxFields() {
            return 10;
        }

        @Override
        public int maxAliases() {
            return 3;
        }

        @Override
        public int maxFragments() {
            return 30;
        }

        @Override
        public int maxQueryLength() {
            return 100;
        }
    }
}
