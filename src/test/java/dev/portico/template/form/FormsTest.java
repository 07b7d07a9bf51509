package dev.portico.template.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.catalog.Samples;
import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.template.FormProblem;
import dev.portico.template.Step;
import dev.portico.template.TemplateDefinition;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormsTest {
    private static final EntityRef REF = EntityRef.parse("template:default/service");

    private final Forms forms = new Forms();

    @ParameterizedTest
    @ValueSource(strings = {"^(a+)+$", "^(?=a)(.*)(.*)(.*)(.*)(.*)b$"})
    void aPatternThatCanMatchInManyWaysTakesNoTime(String pattern) {
        TemplateDefinition template =
                template(
                        """
                        apiVersion: scaffolder.backstage.io/v1beta3
                        kind: Template
                        metadata: {name: service}
                        spec:
                          type: service
                          parameters: {properties: {name: {type: string, pattern: "%s"}}}
                          steps: [{action: debug:log}]
                        """
                                .formatted(pattern));
        JsonObject values = JsonObject.EMPTY.with("name", "a".repeat(4_000) + "!");

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () ->
                        assertThat(forms.check(template, values, JsonObject.EMPTY))
                                .extracting(FormProblem::keyword)
                                .containsExactly("pattern"));
    }

    @Test
    void readsATemplate() {
        TemplateDefinition template =
                template(
                        """
                        apiVersion: scaffolder.backstage.io/v1beta3
                        kind: Template
                        metadata:
                          name: service
                          title: A service
                          annotations:
                            backstage.io/source-location: "url:https://git.example.com/a/t/src/branch/main/service/"
                            portico.dev/strict-expressions: "true"
                        spec:
                          type: service
                          parameters: {title: One, properties: {name: {type: string}}}
                          secrets: {schema: {required: [token]}}
                          steps:
                            - action: debug:log
                            - id: fetch
                              name: Fetch
                              action: fetch:template
                              if: ${{ parameters.name }}
                              each: ${{ parameters.list }}
                              portico.dev/timeout: 10m
                              portico.dev/retry: {attempts: 3, backoff: 5s}
                              backstage:permissions: {tags: [a]}
                              input: {url: ./skeleton}
                          output: {links: []}
                        """);

        assertThat(template.title()).isEqualTo("A service");
        assertThat(template.pages()).hasSize(1);
        assertThat(template.secrets().texts("required")).containsExactly("token");
        assertThat(template.strict()).isTrue();
        assertThat(template.baseUrl())
                .isEqualTo("https://git.example.com/a/t/src/branch/main/service/");
        assertThat(template.steps())
                .containsExactly(
                        new Step(
                                "step-1",
                                "debug:log",
                                "debug:log",
                                JsonObject.EMPTY,
                                null,
                                null,
                                null,
                                Step.Retry.NONE,
                                List.of()),
                        new Step(
                                "fetch",
                                "Fetch",
                                "fetch:template",
                                JsonObject.parse("{\"url\":\"./skeleton\"}"),
                                "${{ parameters.name }}",
                                "${{ parameters.list }}",
                                Duration.ofMinutes(10),
                                new Step.Retry(3, Duration.ofSeconds(5)),
                                List.of("a")));
    }

    @ParameterizedTest
    @CsvSource({
        "url:https://git.example.com/a/t/blob/main/x/template.yaml,"
                + " https://git.example.com/a/t/blob/main/x/",
        "file:/srv/templates/x/template.yaml, file:///srv/templates/x/",
        "url:https://git.example.com,"
    })
    void theBaseIsTheFolderOfTheFile(String location, String base) {
        TemplateDefinition template =
                template(
                        """
                        apiVersion: scaffolder.backstage.io/v1beta3
                        kind: Template
                        metadata:
                          name: service
                          annotations: {backstage.io/managed-by-location: "%s"}
                        spec: {type: service, steps: []}
                        """
                                .formatted(location));

        assertThat(template.baseUrl()).isEqualTo(base);
        assertThat(template.strict()).isFalse();
        assertThat(template.title()).isEqualTo("service");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{action: a, portico.dev/timeout: soon} | The value 'soon' of spec.steps[0].portico.dev/timeout"
                        + " is no length of time; write it as 90s, 10m, 2h, 7d or PT10M",
                "{action: a, portico.dev/retry: {attempts: 0}} | portico.dev/retry.attempts must be a"
                        + " whole number from 1 to 100.",
                "{action: a, portico.dev/retry: 3} | must be as {attempts: 3, backoff: 5s}.",
                "{name: a} | The field spec.steps[0].action is missing; it names what the step does.",
                "{action: a, if: [1]} | spec.steps[0].if must be a text to render or true or false."
            })
    void saysWhatIsWrongWithAStep(String step, String message) {
        assertThatThrownBy(
                        () ->
                                template(
                                        """
                                        apiVersion: scaffolder.backstage.io/v1beta3
                                        kind: Template
                                        metadata: {name: service}
                                        spec: {type: service, steps: [%s]}
                                        """
                                                .formatted(step)))
                .isInstanceOf(PorticoException.class)
                .hasMessageContaining(message);
    }

    @Test
    void whatIsNoTemplateIsSaidSo() {
        assertThatThrownBy(() -> template("{kind: Component, metadata: {name: orders}}"))
                .hasMessageContaining("The entity orders is no Template but a Component.");
        assertThatThrownBy(
                        () ->
                                template(
                                        "{apiVersion: backstage.io/v1beta2, kind: Template,"
                                                + " metadata: {name: x}}"))
                .hasMessageContaining(
                        "has the version 'backstage.io/v1beta2'; it must be"
                                + " scaffolder.backstage.io/v1beta3.");
    }

    @Test
    void goodValuesHaveNoProblems() {
        assertThat(
                        problems(
                                """
                                required: [name]
                                properties:
                                  name: {type: string, ui:field: EntityNamePicker, pattern: "^[a-z]+$"}
                                  port: {type: integer, minimum: 1}
                                """,
                                "{name: orders, port: 80, more: 1}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{port: 80} | The field name is missing; the form needs it. Right is: a text that"
                        + " matches ^[a-z]+$.",
                "{name: Orders} | The value of name is not valid: does not match the regex pattern"
                        + " ^[a-z]+$. Right is: a text that matches ^[a-z]+$.",
                "{name: a, port: many} | The value of port must be a whole number but is a text.",
                "{name: a, port: 0} | The value of port is not valid: must have a minimum value of 1."
                        + " Right is: a whole number.",
                "{name: a, size: XL} | The value of size is not valid: does not have a value in the"
                        + " enumeration [\"S\", \"M\"]. Right is: S, M.",
                "{name: a, list: [{n: 1}, {}]} | The field list[1].n is missing; the form needs it."
                        + " Right is: a number."
            })
    void aSentenceNamesTheFieldAndSaysWhatIsRight(String values, String message) {
        String page =
                """
                required: [name]
                properties:
                  name: {type: string, pattern: "^[a-z]+$"}
                  port: {type: integer, minimum: 1}
                  size: {enum: [S, M]}
                  list: {type: array, items: {type: object, required: [n], properties: {n: {type: number}}}}
                """;

        assertThat(problems(page, values)).extracting(FormProblem::message).contains(message);
    }

    @Test
    void aProblemLeadsToItsField() {
        List<FormProblem> problems =
                problems(
                        "{properties: {list: {items: {type: object, required: [n],"
                                + " properties: {n: {type: number}}}}}}",
                        "{list: [{n: x}, {}]}");

        assertThat(problems)
                .extracting(FormProblem::path)
                .containsExactlyInAnyOrder(List.of("list", 0, "n"), List.of("list", 1, "n"));
        assertThat(problems)
                .extracting(FormProblem::keyword)
                .containsExactlyInAnyOrder("type", "required");
        assertThat(problems)
                .extracting(FormProblem::argument)
                .containsExactlyInAnyOrder("number", "n");
        assertThat(problems).extracting(FormProblem::value).containsExactlyInAnyOrder("x", null);
    }

    @Test
    void aBranchIsChosenByItsKeyAndToldAlone() {
        String page =
                """
                properties: {db: {enum: [none, own, shared]}}
                dependencies:
                  db:
                    oneOf:
                      - {properties: {db: {enum: [none]}}}
                      - {properties: {db: {enum: [own]}, size: {type: string}}, required: [size]}
                      - {properties: {db: {enum: [shared]}, host: {type: string}}, required: [host]}
                """;

        assertThat(problems(page, "{db: none}")).isEmpty();
        assertThat(problems(page, "{db: own}"))
                .extracting(FormProblem::message)
                .containsExactly("The field size is missing; the form needs it. Right is: a text.");
        assertThat(problems(page, "{db: shared}"))
                .extracting(FormProblem::message)
                .containsExactly("The field host is missing; the form needs it. Right is: a text.");
    }

    @Test
    void otherwiseTheAlternativesAreNamed() {
        assertThat(
                        problems(
                                "{properties: {x: {anyOf: [{type: string}, {type: array}]}}}",
                                "{x: 1}"))
                .extracting(FormProblem::message)
                .containsExactly("The value of x must be a list or a text.");
        assertThat(
                        problems(
                                "{properties: {x: {oneOf: [{type: string}, {minLength: 1}]}}}",
                                "{x: a}"))
                .extracting(FormProblem::message)
                .containsExactly("The value of x fits more than one of the alternatives.");
        assertThat(problems("{oneOf: [{required: [a]}, {required: [b]}]}", "{}"))
                .extracting(FormProblem::message)
                .containsExactly(
                        "The values of the form fit none of the alternatives the form gives.");
    }

    @Test
    void conditionsAndDependenciesHold() {
        String page =
                """
                properties: {kind: {type: string}, a: {type: string}, b: {type: string}}
                if: {properties: {kind: {const: big}}, required: [kind]}
                then: {required: [a]}
                dependencies: {a: [b]}
                """;

        assertThat(problems(page, "{kind: small}")).isEmpty();
        assertThat(problems(page, "{kind: big}"))
                .extracting(FormProblem::message)
                .containsExactly("The field a is missing; the form needs it. Right is: a text.");
        assertThat(problems(page, "{a: x}"))
                .extracting(FormProblem::message)
                .containsExactly("The field b is missing; the form needs it when a is given.");
    }

    @Test
    void theNewerDialectCountsWhereItIsNamed() {
        String page =
                "{$schema: 'https://json-schema.org/draft/2020-12/schema', properties: {x:"
                        + " {prefixItems: [{type: string}]}}, dependentRequired: {x: [y]}}";

        assertThat(problems(page, "{x: [1]}"))
                .extracting(FormProblem::keyword)
                .containsExactlyInAnyOrder("type", "dependentRequired");
    }

    @Test
    void aSchemaThatIsNoneIsTakenAsFarAsItGoes() {
        String page =
                """
                properties:
                  name: {type: string, required: true}
                  empty:
                  port: {type: integer, default: 1, enum: none}
                required: [port, port]
                dependencies: {port: {oneOf: [{properties: {size: {enum: none}}}]}}
                """;

        assertThat(problems(page, "{port: x}"))
                .extracting(FormProblem::message)
                .containsExactlyInAnyOrder(
                        "The field name is missing; the form needs it. Right is: a text.",
                        "The value of port must be a whole number but is a text.");
    }

    @Test
    void everyPageSeesAllValuesAndTellsAProblemOnce() {
        String page = "{required: [name], properties: {name: {type: string}}}";
        TemplateDefinition template =
                withParameters(
                        "[" + page + ", {properties: {name: {maxLength: 2}}}, " + page + "]");

        assertThat(forms.check(template, JsonObject.EMPTY, JsonObject.EMPTY)).hasSize(1);
        assertThat(forms.check(template, JsonObject.parse("{\"name\":\"abc\"}"), JsonObject.EMPTY))
                .extracting(FormProblem::keyword)
                .containsExactly("maxLength");
    }

    @Test
    void secretsAreToldWithoutTheirValues() {
        TemplateDefinition template =
                template(
                        """
                        apiVersion: scaffolder.backstage.io/v1beta3
                        kind: Template
                        metadata: {name: service}
                        spec:
                          type: service
                          steps: []
                          secrets:
                            schema:
                              required: [token]
                              properties: {token: {type: string}, key: {type: string, pattern: "^k-"}}
                        """);

        List<FormProblem> problems =
                forms.check(template, JsonObject.EMPTY, JsonObject.parse("{\"key\":\"hunter2\"}"));

        assertThat(problems)
                .extracting(FormProblem::path)
                .containsExactlyInAnyOrder(List.of("secrets", "token"), List.of("secrets", "key"));
        assertThat(problems)
                .extracting(FormProblem::message)
                .contains(
                        "The field secrets.token is missing; the form needs it. Right is: a text.");
        assertThat(problems.toString()).doesNotContain("hunter2");
    }

    @Test
    void fillsInDefaultsOfFieldsThatAreLeftOut() {
        TemplateDefinition template =
                withParameters(
                        """
                        [{"properties": {"name": {"type": "string"}, "team": {"default": "a"}}},
                         {"properties": {"public": {"default": false}, "more": {"properties":
                          {"inner": {"default": 1}}}}}]
                        """);

        JsonObject values = forms.complete(template, Samples.json("{name: orders, team: b}"));

        assertThat(values).isEqualTo(Samples.json("{name: orders, team: b, public: false}"));
    }

    @Test
    void leavesOutDefaultsThatTheFieldDoesNotAllow() {
        TemplateDefinition template =
                withParameters(
                        """
                        {"properties": {"vars": {"type": "string", "default": {}},
                         "size": {"enum": ["small"], "default": "medium"},
                         "repo": {"pattern": "^[a-z]+$", "default": "${{ parameters.name }}"},
                         "port": {"type": "integer", "default": 80}}}
                        """);

        assertThat(forms.complete(template, JsonObject.EMPTY))
                .isEqualTo(Samples.json("{port: 80}"));
    }

    private List<FormProblem> problems(String page, String values) {
        JsonObject document = Samples.json("page:\n" + page.indent(2) + "\n");
        TemplateDefinition template = withParameters(document.object("page").toJson());
        return forms.check(template, Samples.json(values), JsonObject.EMPTY);
    }

    private static TemplateDefinition withParameters(String parameters) {
        return template(
                """
                apiVersion: scaffolder.backstage.io/v1beta3
                kind: Template
                metadata: {name: service}
                spec: {type: service, steps: [], parameters: %s}
                """
                        .formatted(parameters));
    }

    private static TemplateDefinition template(String yaml) {
        return TemplateReader.read(new Entity(Samples.json(yaml)), REF, null);
    }
}
