package dev.portico.api.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.api.graphql.type.FilterInput;
import dev.portico.api.graphql.type.RelationInput;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FilterTranslationTest {
    private static final FilterInput EMPTY = key(null, null, null, null, null);

    @Test
    void nothingMeansEveryEntity() {
        assertThat(FilterTranslation.translate(null)).isEqualTo(EntityFilter.ALL);
        assertThat(FilterTranslation.translate(EMPTY)).isEqualTo(EntityFilter.ALL);
    }

    @Test
    void testsOfAKeyMustAllHold() {
        FilterInput input = key("spec.type", "service", List.of("service", "website"), "ser", true);

        assertThat(FilterTranslation.translate(input))
                .isEqualTo(
                        EntityFilter.and(
                                EntityFilter.equal("spec.type", "service"),
                                new EntityFilter.In("spec.type", List.of("service", "website")),
                                new EntityFilter.Prefix("spec.type", "ser"),
                                new EntityFilter.Exists("spec.type")));
    }

    @Test
    void existsFalseIsTheOpposite() {
        assertThat(FilterTranslation.translate(key("spec.owner", null, null, null, false)))
                .isEqualTo(new EntityFilter.Not(new EntityFilter.Exists("spec.owner")));
    }

    @Test
    void kindsRefsAndRelations() {
        FilterInput input =
                new FilterInput(
                        List.of("Component", "API"),
                        List.of("Component:Orders"),
                        null,
                        null,
                        null,
                        null,
                        null,
                        new RelationInput("ownedBy", List.of("Group:Payments")),
                        null,
                        null,
                        null);

        assertThat(FilterTranslation.translate(input))
                .isEqualTo(
                        EntityFilter.and(
                                new EntityFilter.In("kind", List.of("Component", "API")),
                                new EntityFilter.Refs(
                                        List.of(new EntityRef("component", "default", "orders"))),
                                new EntityFilter.Related(
                                        "ownedBy", List.of("group:default/payments"))));
    }

    @Test
    void combinationsNest() {
        FilterInput service = key("spec.type", "service", null, null, null);
        FilterInput input =
                new FilterInput(
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of(service),
                        List.of(),
                        service);

        EntityFilter translated = EntityFilter.equal("spec.type", "service");
        assertThat(FilterTranslation.translate(input))
                .isEqualTo(
                        EntityFilter.and(
                                EntityFilter.and(translated),
                                EntityFilter.NONE,
                                new EntityFilter.Not(translated)));
    }

    @Test
    void aTestWithoutAKeyIsRefused() {
        assertRefused(
                key(null, "service", null, null, null),
                "A filter with eq, in, prefix or exists needs the key they look at, for example"
                        + " {key: \"spec.type\", eq: \"service\"}.");
    }

    @Test
    void aKeyWithoutATestIsRefused() {
        assertRefused(
                key("spec.type", null, null, null, null),
                "The filter on key 'spec.type' says no test; add eq, in, prefix or exists, for"
                        + " example {key: \"spec.type\", exists: true}.");
    }

    @Test
    void aFilterThatNestsTooDeepIsRefused() {
        FilterInput input = key("a", "b", null, null, null);
        for (int i = 0; i < 20; i++) {
            input = not(input);
        }
        FilterInput deep = input;

        assertThat(FilterTranslation.translate(not(key("a", "b", null, null, null)))).isNotNull();
        assertRefused(
                deep,
                "The filter is too large: it may have at most 500 parts, nested at most 20 deep.");
    }

    @Test
    void aFilterWithTooManyPartsIsRefused() {
        FilterInput part = key("a", "b", null, null, null);
        FilterInput wide =
                new FilterInput(
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        Collections.nCopies(500, part),
                        null);

        assertRefused(
                wide,
                "The filter is too large: it may have at most 500 parts, nested at most 20 deep.");
    }

    private static void assertRefused(FilterInput input, String message) {
        assertThatThrownBy(() -> FilterTranslation.translate(input))
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
                .hasMessage(message);
    }

    private static FilterInput key(
            @Nullable String key,
            @Nullable String eq,
            @Nullable List<String> in,
            @Nullable String prefix,
            @Nullable Boolean exists) {
        return new FilterInput(null, null, key, eq, in, prefix, exists, null, null, null, null);
    }

    private static FilterInput not(FilterInput part) {
        return new FilterInput(null, null, null, null, null, null, null, null, null, null, part);
    }
}
