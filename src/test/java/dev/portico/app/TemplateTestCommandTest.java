package dev.portico.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class TemplateTestCommandTest {
    private static final String TEMPLATE =
            """
            apiVersion: scaffolder.backstage.io/v1beta3
            kind: Template
            metadata: { name: runbook }
            spec:
              type: documentation
              parameters:
                required: [service]
                properties:
                  service: { title: Service, type: string, pattern: "^[a-z]+$" }
                  onCall: { title: On call, type: boolean, default: false }
              secrets:
                schema: { properties: { TOKEN: { type: string } } }
              steps:
                - id: files
                  action: fetch:template
                  input:
                    url: ./skeleton
                    values: { service: "${{ parameters.service }}", onCall: "${{ parameters.onCall }}" }
                - id: page
                  if: ${{ parameters.onCall }}
                  action: fs:write
                  input: { path: oncall.md, content: "${{ user.ref }} ${{ environment.parameters.region }}" }
                - id: request
                  if: ${{ parameters.service == 'remote' }}
                  action: http:backstage:request
                  input: { method: GET, path: "/proxy/x/${{ secrets.TOKEN }}" }
                - id: named
                  if: ${{ parameters.service == 'remote' }}
                  action: debug:log
                  input: { message: "got ${{ steps.request.output.body.name }}" }
                - id: more
                  if: ${{ parameters.service == 'fetched' }}
                  action: fetch:plain
                  input: { url: "https://github.com/acme/more/tree/main/files" }
                - id: publish
                  action: publish:git
                  input: { repoUrl: "local?owner=runbooks&repo=${{ parameters.service }}" }
              output:
                text: [{ title: Made, content: "${{ parameters.service }}" }]
            """;

    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeTemplate() throws IOException {
        write("template.yaml", TEMPLATE);
        write(
                "skeleton/README.md",
                "# ${{ values.service }}\n{% if values.onCall %}\nOn call.\n{% endif %}\nEnd\n");
    }

    private Path write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private int test(String cases) throws IOException {
        write("template.test.yaml", cases);
        return run(folder.resolve("template.yaml"));
    }

    private int run(Path... files) {
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        String[] arguments = new String[files.length + 2];
        arguments[0] = "template";
        arguments[1] = "test";
        for (int i = 0; i < files.length; i++) {
            arguments[i + 2] = files[i].toString();
        }
        return command.execute(arguments);
    }

    /// What was said, with paths from the folder.
    private List<String> said() {
        return lines(out);
    }

    private List<String> lines(StringWriter text) {
        return text.toString().replace(folder + "/", "").lines().toList();
    }

    @Test
    void everythingThatCanBeExpected() throws IOException {
        write("more/extra.txt", "more\n");
        int code =
                test(
                        """
                        environment: { region: eu }
                        fetch: { "https://github.com/acme/more/tree/main/files": ./more }
                        cases:
                          - name: plain
                            values: { service: orders }
                            expect:
                              allFiles: [README.md]
                              files:
                                README.md: |
                                  # orders

                                  End
                                oncall.md: { absent: true }
                              steps: { files: ran, page: skipped, publish: { is: ran } }
                          - name: on call
                            values: { service: orders, onCall: true }
                            user: user:default/ann
                            expect:
                              files:
                                README.md: { contains: On call., lacks: [values, "${{"] }
                                oncall.md: user:default/ann eu
                              output: { text: [{ content: orders, title: Made }] }
                          - name: answered
                            values: { service: remote }
                            secrets: [TOKEN]
                            answers: { request: { body: { name: Nina } } }
                            expect:
                              log: [got Nina, Dry run]
                              steps: { request: { is: ran, output: { body: { name: Nina } } } }
                          - name: fetched
                            values: { service: fetched }
                            expect: { files: { extra.txt: { contains: more } } }
                          - name: refused by the form
                            values: { service: Orders }
                            secrets: { TOKEN: 7 }
                            expect: { form: { service: "^[a-z]+$" } }
                        """);
        assertThat(said())
                .containsExactly(
                        "template.test.yaml:4: passed: plain",
                        "template.test.yaml:15: passed: on call",
                        "template.test.yaml:23: passed: answered",
                        "template.test.yaml:30: passed: fetched",
                        "template.test.yaml:33: passed: refused by the form",
                        "5 passed, 0 failed");
        assertThat(code).isZero();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aFileThatIsAnotherIsShownAsADifference() throws IOException {
        int code =
                test(
                        """
                        cases:
                          - name: plain
                            values: { service: orders }
                            expect:
                              files:
                                README.md: |
                                  # Orders

                                  End
                        """);
        assertThat(said())
                .containsExactly(
                        "template.test.yaml:2: FAILED: plain",
                        "    template.test.yaml:6:20: The file README.md is another:",
                        "        --- expected",
                        "        +++ made",
                        "        @@ -1,3 +1,3 @@",
                        "        -# Orders",
                        "        +# orders",
                        "         ",
                        "         End",
                        "0 passed, 1 failed");
        assertThat(code).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "files: {b.md: {contains: x}}|There is no file b.md; there are README.md.",
                "files: {b.md: x}|There is no file b.md; there are README.md.",
                "files: {README.md: {contains: [orders, Orders]}}|The file README.md does not contain 'Orders'; it is:",
                "files: {README.md: {lacks: orders}}|The file README.md contains 'orders'; it is:",
                "files: {README.md: {absent: true}}|There is a file README.md, but there should be none.",
                "allFiles: [README.md, b.md]|There are other files:",
                "steps: {page: ran}|The step page is skipped; expected was that it ran.",
                "steps: {files: skipped}|The step files ran; expected was that it is skipped.",
                "steps: {pages: ran}|The template has no step pages; it has files, page, request, named, more, publish.",
                "steps: {pages: {output: {a: 1}}}|The template has no step pages; it has files, page, request, named, more, publish.",
                "steps: {publish: {output: {commitHash: '1'}}}|Of the output of the step publish, commitHash is \"0000000000000000000000000000000000000000\", not \"1\".",
                "output: {links: []}|Of the output, links is not there; there are [text].",
                "output: {text: [{title: Made, content: 1}]}|Of the output, text[0].content is \"orders\", not 1.",
                "output: {text: []}|Of the output, text is [{\"title\":\"Made\",\"content\":\"orders\"}], not [].",
                "log: hello|No line of the log has 'hello'; it is:",
                "error: bad|The run did not fail.",
                "form: {service: bad}|The form takes the values; it has nothing against service."
            })
    void whatIsNotAsExpectedIsTold(String expected, String message) throws IOException {
        int code =
                test(
                        """
                        cases:
                          - name: plain
                            values: { service: orders }
                            expect: { %s }
                        """
                                .formatted(expected));
        assertThat(said().getFirst()).isEqualTo("template.test.yaml:2: FAILED: plain");
        assertThat(said().get(1)).startsWith("    template.test.yaml:4:").endsWith(": " + message);
        assertThat(said().getLast()).isEqualTo("0 passed, 1 failed");
        assertThat(code).isEqualTo(1);
    }

    @Test
    void whatWasNotExpectedToFailDoes() throws IOException {
        int code =
                test(
                        """
                        cases:
                          - name: network
                            values: { service: fetched }
                            expect: { log: Dry run }
                          - name: form
                            values: { service: Orders }
                            expect: { log: Dry run }
                          - name: another field
                            values: { service: Orders, onCall: 3 }
                            expect: { form: { service: small letters, x: y } }
                          - name: another reason
                            values: { service: fetched }
                            expect: { error: disk is full }
                          - name: answers nobody asks for
                            values: { service: orders }
                            answers: { reqest: {} }
                            expect: { log: Dry run }
                        """);
        String network =
                "Nothing is fetched from the network in a test; name a folder or file that stands"
                        + " for https://github.com/acme/more/tree/main/files under 'fetch' in"
                        + " template.test.yaml.";
        String service =
                "The value of service is not valid: does not match the regex pattern ^[a-z]+$."
                        + " Right is: a text that matches ^[a-z]+$.";
        String onCall = "The value of onCall must be true or false but is a number.";
        assertThat(said())
                .containsExactly(
                        "template.test.yaml:2: FAILED: network",
                        "    template.test.yaml:2:5: The run failed in the step more: " + network,
                        "template.test.yaml:5: FAILED: form",
                        "    template.test.yaml:5:5: The form refuses the values:",
                        "        | " + service,
                        "template.test.yaml:8: FAILED: another field",
                        "    template.test.yaml:10:32: Of service the form says something else:",
                        "        | " + service,
                        "    template.test.yaml:10:50: The form has nothing against x.",
                        "    template.test.yaml:8:5: The form refuses more than expected:",
                        "        | " + onCall,
                        "template.test.yaml:11: FAILED: another reason",
                        "    template.test.yaml:13:22: The run failed for another reason: "
                                + network,
                        "template.test.yaml:14: FAILED: answers nobody asks for",
                        "    template.test.yaml:14:5: The template has no step reqest, which"
                                + " 'answers' names.",
                        "0 passed, 5 failed");
        assertThat(code).isEqualTo(1);
    }

    @Test
    void secretsAreNotShown() throws IOException {
        test(
                """
                cases:
                  - name: secret
                    values: { service: remote }
                    secrets: { TOKEN: topsecret }
                    answers: { request: { body: { name: topsecret } } }
                    expect: { log: nothing, steps: { request: { output: { body: 1 } } } }
                """);
        assertThat(said()).contains("        | got ***");
        assertThat(out.toString()).doesNotContain("topsecret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`cases: [`|2:1: This is not valid YAML",
                "`- a`|1:1: A test file must be a mapping with 'cases', but this is a list.",
                "``|1:1: A test file is one document with 'cases'; here are 0.",
                "`case: []`|1:1: There is no key 'case' here; 'cases' is meant, perhaps.",
                "`fetch: {}`|1:1: The key 'cases' is missing",
                "`cases: []`|1:8: There is no case.",
                "`cases: 1`|1:8: The value of cases must be a list but is a number.",
                "`cases: [{name: a}]`|1:9: The key 'expect' is missing: it says what must come of the case.",
                "`cases: [{expect: {log: a}}]`|1:9: The key 'name' is missing",
                "`cases: [{name: '', expect: {log: a}}]`|1:16: The name of a case must not be empty.",
                "`cases: [{name: a, expect: {}}]`|1:27: Nothing is expected, so this case could not fail",
                "`cases: [{name: a, expect: {file: {}}}]`|1:28: There is no key 'file' here; 'files' is meant, perhaps.",
                "`cases: [{name: a, expect: {files: {b: {}}}}]`|1:39: Nothing is expected of the file b",
                "`cases: [{name: a, expect: {files: {b: []}}}]`|1:39: The value of cases[0].expect.files.b must be a mapping but is a list.",
                "`cases: [{name: a, expect: {files: {b: {absent: no}}}}]`|1:48: Only 'absent: true' can be said",
                "`cases: [{name: a, expect: {steps: {b: done}}}]`|1:39: A step is 'ran', 'skipped' or 'failed', not 'done'.",
                "`cases: [{name: a, expect: {steps: {b: {}}}}]`|1:39: Nothing is expected of the step b",
                "`cases: [{name: a, expect: {form: {b: c}, log: d}}]`|1:27: Where the form refuses the values nothing is run",
                "`cases: [{name: a, expect: {log: []}}]`|1:33: The list cases[0].expect.log must not be empty.",
                "`cases: [{name: a, values: 1, expect: {log: a}}]`|1:27: The value of cases[0].values must be a mapping but is a number.",
                "`{template: x.yaml, cases: [{name: a, expect: {log: a}}]}`|1:12: There is no file x.yaml.",
                "`{fetch: {a: ./b}, cases: [{name: a, expect: {log: a}}]}`|1:13: There is no file or folder b.",
                "`{catalog: [{kind: Group}], cases: [{name: a, expect: {log: a}}]}`|1:12: The entity is not valid:",
                "`{template: skeleton/README.md, cases: [{name: a, expect: {log: a}}]}`|skeleton/README.md"
            })
    void whatCantBeUsedIsTold(String cases, String message) throws IOException {
        int code = test(cases);
        assertThat(lines(err).getFirst())
                .startsWith(
                        "portico: "
                                + (message.startsWith("s") ? "" : "template.test.yaml:")
                                + message);
        assertThat(said()).containsExactly("0 passed, 0 failed, 1 not usable");
        assertThat(code).isEqualTo(2);
    }

    @Test
    void whatCanBeUsedIsStillRun() throws IOException {
        String good = "cases: [{name: a, values: {service: orders}, expect: {log: Dry run}}]";
        write("template.small.test.yml", good);
        write("a.test.yaml", "cases: 1");
        write("node_modules/b.test.yaml", "cases: 1");
        assertThat(run(folder)).isEqualTo(2);
        assertThat(said())
                .containsExactly(
                        "template.small.test.yml:1: passed: a", "1 passed, 0 failed, 1 not usable");
        assertThat(lines(err))
                .contains(
                        "portico: a.test.yaml:1:8: The value of cases must be a list but is a number.");
    }

    @Test
    void filesThatAreNotThere() throws IOException {
        assertThat(run(folder.resolve("template.yaml"))).isEqualTo(2);
        assertThat(run(folder.resolve("none.yaml"))).isEqualTo(2);
        assertThat(run(folder.resolve("skeleton"))).isEqualTo(2);
        assertThat(lines(err))
                .containsExactly(
                        "portico: There are no tests beside template.yaml; they would be in"
                                + " template.test.yaml.",
                        "portico: There is no file none.yaml.",
                        "portico: The folder skeleton has no file whose name ends in .test.yaml.");
    }

    @Test
    void aTemplateThatIsNotValid() throws IOException {
        write("template.yaml", TEMPLATE.replace("name: runbook", "name: 'run book'"));
        int code = test("cases: [{name: a, expect: {log: a}}]");
        assertThat(lines(err).getFirst())
                .startsWith("portico: template.yaml:3:19: The value of metadata.name is not valid");
        assertThat(code).isEqualTo(2);
    }

    @Test
    void theTemplatesOfTheProgramPass() {
        int code = run(Path.of("catalog/templates"));
        assertThat(err.toString()).isEmpty();
        assertThat(said())
                .noneMatch(line -> line.contains("FAILED"))
                .contains("17 passed, 0 failed");
        for (String name :
                List.of(
                        "argocd-application",
                        "crossplane-claim",
                        "documentation-site",
                        "java-library",
                        "quarkus-service",
                        "update-from-template")) {
            assertThat(out.toString()).contains(name + "/template.test.yaml");
        }
        assertThat(code).isZero();
    }
}
