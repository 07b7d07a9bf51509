package dev.portico.template.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.catalog.KindLint.Remark;
import dev.portico.catalog.Samples;
import dev.portico.platform.json.JsonObject;
import dev.portico.template.Vocabulary.ActionDoc;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateLintTest {
    private static final List<ActionDoc> ACTIONS =
            List.of(
                    action(
                            "fetch:template",
                            "{type: object, required: [url], properties: {url: {type: string},"
                                    + " targetPath: {type: string}, values: {type: object}, replace:"
                                    + " {type: boolean}, mode: {enum: [a, b]}, list: {type: array,"
                                    + " minItems: 2, items: {type: string}}, any: {anyOf: [{type:"
                                    + " boolean}, {type: array}]}}}",
                            "{type: object}"),
                    action(
                            "publish:git",
                            "{type: object, properties: {repoUrl: {type: string}, token: {type:"
                                    + " string}}}",
                            "{type: object, properties: {remoteUrl: {type: string}, commitHash:"
                                    + " {type: string}}}"));

    private final TemplateLint lint =
            new TemplateLint(() -> ACTIONS, Set.of("parseRepoUrl", "pick"));

    @Test
    void aGoodTemplateHasNoRemarks() {
        assertThat(
                        check(
                                """
                                parameters:
                                  - properties:
                                      name: {type: string}
                                      repoUrl:
                                        type: string
                                        ui:field: RepoUrlPicker
                                        ui:options: {requestUserCredentials: {secretsKey: TOKEN}}
                                  - properties: {kind: {enum: [a, b]}, names: {type: array}}
                                    dependencies:
                                      kind:
                                        oneOf:
                                          - {properties: {kind: {enum: [a]}}}
                                          - {properties: {kind: {enum: [b]}, extra: {type: string}}}
                                secrets: {schema: {properties: {key: {type: string}}}}
                                steps:
                                  - id: fetch
                                    action: fetch:template
                                    each: ${{ parameters.names }}
                                    if: ${{ each.value and parameters.extra }}
                                    portico.dev/timeout: 10m
                                    input:
                                      url: ./skeleton
                                      replace: ${{ parameters.name == "x" }}
                                      values:
                                        name: ${{ parameters.name | upper }}
                                        item: ${{ each.value }}
                                        loop: "{% for x in range(3) %}${{ x }}{% endfor %}"
                                  - id: publish-it
                                    action: publish:git
                                    if: ${{ not failure() }}
                                    input:
                                      repoUrl: ${{ parameters.repoUrl | parseRepoUrl | pick('repo') }}
                                      token: ${{ secrets.TOKEN or secrets.key }}
                                output:
                                  links:
                                    - url: ${{ steps['publish-it'].output.remoteUrl }}
                                      title: ${{ user.entity.metadata.name }}
                                """))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "{action: fetch:tmplate} § unknown-action /spec/steps/0/action There is no action"
                        + " 'fetch:tmplate'. Did you mean fetch:template?",
                "{action: fetch:template} § bad-input /spec/steps/0/input/url The field input.url is"
                        + " missing; the action fetch:template needs it.",
                "{action: fetch:template, input: {url: 7}} § bad-input /spec/steps/0/input/url The"
                        + " value of input.url must be a text but is a number; put it in quotes.",
                "{action: fetch:template, input: {url: u, mode: c}} § bad-input"
                        + " /spec/steps/0/input/mode The value of input.mode is not valid: does not"
                        + " have a value in the enumeration [\"a\", \"b\"].",
                "{action: fetch:template, input: {url: u, any: x}} § bad-input"
                        + " /spec/steps/0/input/any The value of input.any is none of those that the"
                        + " action fetch:template takes.",
                "{action: fetch:template, input: {url: u, targetpath: x}} §"
                        + " unknown-input /spec/steps/0/input/targetpath The action fetch:template has"
                        + " no input 'targetpath'; it does nothing. Did you mean targetPath?",
                "{action: publish:git, input: {repoUrl: '${{ parameters.Name }}'}} § unknown-parameter"
                        + " /spec/steps/0/input/repoUrl The form has no parameter 'Name'. Did you mean"
                        + " name?",
                "{action: publish:git, input: {repoUrl: '${{ steps.none.output.x }}'}} § unknown-step"
                        + " /spec/steps/0/input/repoUrl There is no step 'none'.",
                "{id: a, action: publish:git, input: {repoUrl: '${{ steps.a.output.x }}'}} §"
                        + " step-too-early /spec/steps/0/input/repoUrl The step 'a' has not run yet"
                        + " here; it is number 1.",
                "{action: publish:git, input: {repoUrl: '${{ parameters.name | shout }}'}} §"
                        + " unknown-filter /spec/steps/0/input/repoUrl There is no filter 'shout'.",
                "{action: publish:git, input: {repoUrl: '${{ shout(1) }}'}} § unknown-function"
                        + " /spec/steps/0/input/repoUrl There is no function 'shout'.",
                "{action: publish:git, input: {repoUrl: '${{ name }}'}} § unknown-name"
                        + " /spec/steps/0/input/repoUrl There is no name 'name'.",
                "{action: publish:git, input: {repoUrl: '${{ 1 is loud }}'}} § unknown-test"
                        + " /spec/steps/0/input/repoUrl There is no test 'loud'.",
                "{action: publish:git, input: {token: '${{ secrets.none }}'}} § unknown-secret"
                        + " /spec/steps/0/input/token The template asks for no secret 'none'; name it"
                        + " in spec.secrets.schema or as a secretsKey in the form.",
                "{action: publish:git, if: '${{ secrets.KEY }}'} § no-secrets-here /spec/steps/0/if"
                        + " There are no secrets here, only in the input and each of a step.",
                "{action: publish:git, input: {repoUrl: '${{ each.value }}'}} § each-outside"
                        + " /spec/steps/0/input/repoUrl There is no item here; only a step with each"
                        + " has one.",
                "{action: publish:git, each: names} § each-not-a-list /spec/steps/0/each The value of"
                        + " each must be a list or a mapping, or an expression that gives one, as ${{"
                        + " parameters.names }}.",
                "{action: publish:git, if: parameters.name} § constant-condition /spec/steps/0/if The"
                        + " condition has no expression, so it is always true; write it as ${{"
                        + " parameters.name }}.",
                "{action: publish:git, if: \"${{ parameters.name }} == 'x'\"} § constant-condition"
                        + " /spec/steps/0/if Text stands beside the expression of the condition, so it"
                        + " is always true; put everything inside ${{ }}.",
                "{action: publish:git, portico.dev/timeout: soon} § bad-timeout"
                        + " /spec/steps/0/portico.dev~1timeout The value 'soon' of portico.dev/timeout"
                        + " is no length of time; write it as 90s, 10m, 2h, 7d or PT10M, at most 400d.",
                "{action: publish:git, portico.dev/retry: 3} § bad-retry"
                        + " /spec/steps/0/portico.dev~1retry The value of portico.dev/retry must be as"
                        + " {attempts: 3, backoff: 5s}."
            })
    void saysWhatWillFail(String step, String remark) {
        assertThat(
                        told(
                                """
                                parameters: {properties: {name: {type: string}}}
                                steps:
                                  - %s
                                  - {action: publish:git, input: {token: "${{ parameters.name }}"}}
                                """
                                        .formatted(step)))
                .containsExactly(remark);
    }

    @Test
    void whatCantBeReadIsTold() {
        List<Remark> remarks =
                check("steps: [{action: publish:git, input: {repoUrl: '${{ parameters. }}'}}]");

        assertThat(remarks).extracting(Remark::code).containsExactly("expression-syntax");
        assertThat(remarks.getFirst().message())
                .startsWith(
                        "The expression can't be read, so the text stays as it is: Line 1, column");
    }

    @Test
    void whatIsRenderedMayBeAnything() {
        assertThat(
                        told(
                                """
                                parameters: {properties: {name: {type: string}}}
                                steps:
                                  - action: fetch:template
                                    input:
                                      url: ${{ parameters.name }}
                                      values: ${{ parameters.name }}
                                      replace: ${{ parameters.name }}
                                      mode: ${{ parameters.name }}
                                      any: ${{ parameters.name }}
                                """))
                .isEmpty();
        assertThat(
                        told(
                                """
                                steps:
                                  - {action: fetch:template, input: {url: u, list: ["${{ user.ref }}"]}}
                                """))
                .hasSize(1)
                .allMatch(remark -> remark.contains("must have at least 2 items"));
    }

    @Test
    void aParameterThatNobodyUsesIsTold() {
        assertThat(
                        told(
                                """
                                parameters:
                                  - properties: {name: {type: string}, owner: {type: string}}
                                  - properties: {more: {type: boolean}}
                                    if: {properties: {more: {const: true}}}
                                    then: {properties: {size: {type: string}}}
                                steps:
                                  - {action: publish:git, input: {repoUrl: "${{ parameters['name'] }}"}}
                                """))
                .containsExactly(
                        "unused-parameter /spec/parameters/0/properties/owner The parameter 'owner' is"
                                + " asked for but never used.",
                        "unused-parameter /spec/parameters/1/then/properties/size The parameter"
                                + " 'size' is asked for but never used.");
        assertThat(
                        told(
                                """
                                parameters: {properties: {name: {type: string}}}
                                steps:
                                  - {action: fetch:template, input: {url: u, values: "${{ parameters }}"}}
                                """))
                .isEmpty();
    }

    @Test
    void theOutputSeesAllStepsButNoSecrets() {
        assertThat(
                        told(
                                """
                                steps: [{id: pub-it, action: publish:git}]
                                output:
                                  a: ${{ steps.pub.output.remoteUrl }}
                                  b: ${{ steps['pub-it'].output.url }}
                                  c: ${{ steps['pub-it'].outputs }}
                                  d: ${{ secrets.x }}
                                """))
                .containsExactly(
                        "unknown-step /spec/output/a There is no step 'pub'. A name with a dash must"
                                + " be written steps['pub-it'].",
                        "unknown-output /spec/output/b The action publish:git of the step 'pub-it' has"
                                + " no output 'url'; there are: remoteUrl, commitHash.",
                        "unknown-output /spec/output/c A step has only its output, as"
                                + " steps.pub-it.output, no outputs.",
                        "no-secrets-here /spec/output/d There are no secrets here, only in the input"
                                + " and each of a step.");
    }

    @Test
    void twoStepsOfOneNameAndABadFormAreTold() {
        assertThat(
                        told(
                                """
                                parameters:
                                  properties:
                                    name: {type: string, enum: none, required: true}
                                steps:
                                  - {id: a, action: publish:git}
                                  - {id: a, action: publish:git, input: {token: "${{ parameters.name }}"}}
                                """))
                .containsExactly(
                        "bad-form /spec/parameters/properties/name/enum What stands at"
                                + " properties.name.enum of the form is no JSON Schema and counts for"
                                + " nothing: string found, array expected.",
                        "duplicate-step /spec/steps/1/id The steps 1 and 2 have the same id 'a', so the"
                                + " output of one of them can't be reached.");
    }

    @Test
    void theVersionFollowsTheActions() {
        List<ActionDoc> actions = new ArrayList<>(ACTIONS);
        TemplateLint changing = new TemplateLint(() -> List.copyOf(actions), Set.of());
        String before = changing.version();
        assertThat(changing.version()).isEqualTo(before);

        actions.add(action("acme:ticket", "{type: object}", "{type: object}"));

        assertThat(changing.version()).isNotEqualTo(before);
        assertThat(changing.check(document("steps: [{action: acme:ticket}]"))).isEmpty();
    }

    private List<String> told(String spec) {
        return check(spec).stream()
                .map(remark -> remark.code() + " " + remark.pointer() + " " + remark.message())
                .toList();
    }

    private List<Remark> check(String spec) {
        return lint.check(document(spec));
    }

    private static JsonObject document(String spec) {
        return Samples.json("kind: Template\nspec:\n" + spec.indent(2));
    }

    private static ActionDoc action(String id, String input, String output) {
        return new ActionDoc(id, "", Samples.json(input), Samples.json(output), true, List.of());
    }
}
