package dev.portico.access.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.access.PolicyProblem;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyReaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{who: {types: [signed-in]}}| /spec/rules/0/may| must say what may be done",
                "{may: [catalog.entity.read]}| /spec/rules/0/who| must say who",
                "{who: {}, may: [catalog.entity.read]}| /spec/rules/0/who| must say who",
                "{who: {types: [guest]}, may: ['*']}| /spec/rules/0/who/types| no sort of callers 'guest'",
                "{who: {user: [ann]}, may: ['*']}| /spec/rules/0/who/user| no field user",
                "{who: {users: []}, may: ['*']}| /spec/rules/0/who/users| not empty",
                "{who: {users: ['group:x']}, may: ['*']}| /spec/rules/0/who/users| is no user",
                "{who: {claims: {a: [1]}}, may: ['*']}| /spec/rules/0/who/claims| must be a text",
                "{who: {users: [ann]}, may: [catalog.entity.raed]}| /spec/rules/0/may| Did you mean catalog.entity.read",
                "{who: {users: [ann]}, may: ['*'], on: {}}| /spec/rules/0/on| leave it out",
                "{who: {users: [ann]}, may: ['*'], on: {$nor: []}}| /spec/rules/0/on| unknown operator $nor",
                "{who: {users: [ann]}, may: ['*'], on: {kind: $principal.own}}| /spec/rules/0/on| no placeholder $principal.own",
                "{who: {users: [ann]}, may: [catalog.entity.read], when: 'true'}| /spec/rules/0/when| say it with on",
                "{who: {users: [ann]}, may: [catalog.*], when: 'true'}| /spec/rules/0/when| say it with on",
                "{who: {users: [ann]}, may: [catalog.entity.delete], when: 'entity.'}| /spec/rules/0/when| is wrong",
                "{who: {users: [ann]}, may: [catalog.entity.delete], when: '1'}| /spec/rules/0/when| a bool is needed",
                "{who: {users: [ann]}, may: [catalog.location.create], on: {kind: x}}| /spec/rules/0/may| None of these",
                "{who: {users: [ann]}, may: ['*'], effect: maybe}| /spec/rules/0/effect| allow or deny",
                "{who: {users: [ann]}, may: ['*'], whom: x}| /spec/rules/0/whom| no field whom",
                "word| /spec/rules/0| must be an object"
            })
    void tellsWhatIsWrongAndWhere(String rule, String pointer, String message) {
        List<PolicyProblem> problems = PolicyReader.check(Policies.document("p", "[" + rule + "]"));

        assertThat(problems)
                .anySatisfy(
                        problem -> {
                            assertThat(problem.pointer()).isEqualTo(pointer);
                            assertThat(problem.message()).contains(message);
                        });
    }

    @Test
    void tellsEverythingThatIsWrongWithADocument() {
        assertThat(PolicyReader.check(JsonObject.EMPTY))
                .extracting(PolicyProblem::pointer)
                .containsExactly("/kind", "/apiVersion", "/metadata/name", "/spec/rules");
    }

    @Test
    void aFileSaysItsLine() {
        String file =
                """
                apiVersion: portico.dev/v1
                kind: Policy
                metadata:
                  name: p
                spec:
                  rules:
                    - who: { users: [ann] }
                      may: [catalog.entity.fly]
                """;

        assertThatThrownBy(() -> PolicyFiles.read("p.yaml", file.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(PorticoException.class)
                .hasMessage(
                        "The policy file p.yaml is wrong in line 8: /spec/rules/0/may: There is no"
                                + " permission catalog.entity.fly.");
    }
}
