package dev.portico.template.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.catalog.Samples;
import dev.portico.platform.json.JsonObject;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The generator that other tests fill in forms with.
class FormValuesTest {
    private static final int SEEDS = 50;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^[a-z][a-z0-9-]{1,48}[a-z0-9]$",
                "^(https?|ssh)://",
                "^[0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]{1,2}$",
                "^[A-Z]{2}[0-9]{4}$",
                "^[^a-y]+\\w?\\d*$",
                "(?!(^xn--|.+-s3alias$))^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$"
            })
    void textsMatchTheirPattern(String pattern) {
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(PatternText.of(pattern, 0, 60, new Random(seed)))
                    .hasValueSatisfying(text -> assertThat(text).containsPattern(pattern));
        }
    }

    @Test
    void valuesFitTheForm() {
        JsonObject page =
                Samples.json(
                        """
                        required: [name, kind, later]
                        properties:
                          name: {type: string, pattern: "^[a-z]{3,5}$"}
                          kind: {enum: [a, b, off], ui:enumDisabled: [off]}
                          count: {type: integer, minimum: 3, maximum: 4}
                          tags: {type: array, minItems: 2, uniqueItems: true, items: {enum: [x, y]}}
                          bad: {type: string, default: {}}
                          repo: {type: string, ui:field: RepoUrlPicker, ui:options: {allowedHosts: [h]}}
                          on: {type: boolean}
                        dependencies:
                          kind:
                            oneOf:
                              - {properties: {kind: {const: a}, ofA: {type: string}}, required: [ofA]}
                              - {properties: {kind: {const: b}, ofB: {type: 'null'}}, required: [ofB]}
                          on: {oneOf: [{properties: {on: {const: true}, more: {type: string}}, required: [more]}]}
                        allOf:
                          - if: {properties: {count: {const: 3}}, required: [count]}
                            then: {properties: {three: {type: number}}, required: [three]}
                        """);
        JsonObject second = Samples.json("properties: {later: {enum: [z]}}");
        for (int seed = 0; seed < SEEDS; seed++) {
            JsonObject values = FormValues.fill(List.of(page, second), seed);

            assertThat(FormCheck.ofPage(FormSchema.of(page), values))
                    .as("seed " + seed + " " + values)
                    .isEmpty();
            assertThat(FormCheck.ofPage(FormSchema.of(second), values)).isEmpty();
            assertThat(FormValues.fill(List.of(page, second), seed)).isEqualTo(values);
        }
    }
}
