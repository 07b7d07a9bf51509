package dev.portico.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PredicateParserTest {
    static Stream<Arguments> predicates() {
        EntityFilter api = EntityFilter.equal("kind", "api");
        EntityFilter service = EntityFilter.equal("spec.type", "service");
        return Stream.of(
                arguments("{}", EntityFilter.ALL),
                arguments("{'$all':[]}", EntityFilter.ALL),
                arguments("{'$any':[]}", EntityFilter.NONE),
                arguments("{'kind':'api'}", api),
                arguments("{'kind':'api','spec.type':'service'}", EntityFilter.and(api, service)),
                arguments(
                        "{'$any':[{'kind':'api'},{'spec.type':'service'}]}",
                        EntityFilter.or(api, service)),
                arguments(
                        "{'$not':{'$all':[{'kind':'api'}]}}",
                        new EntityFilter.Not(EntityFilter.and(api))),
                arguments("{'spec.port':8080}", EntityFilter.equal("spec.port", "8080")),
                arguments("{'spec.on':true}", EntityFilter.equal("spec.on", "true")),
                arguments("{'kind':{'$exists':true}}", new EntityFilter.Exists("kind")),
                arguments(
                        "{'kind':{'$exists':false}}",
                        new EntityFilter.Not(new EntityFilter.Exists("kind"))),
                arguments(
                        "{'kind':{'$in':['api',1,false]}}",
                        new EntityFilter.In("kind", List.of("api", "1", "false"))),
                arguments(
                        "{'metadata.name':{'$hasPrefix':'Pay'}}",
                        new EntityFilter.Prefix("metadata.name", "Pay")),
                arguments(
                        "{'metadata.tags':{'$contains':'java'}}",
                        EntityFilter.equal("metadata.tags", "java")),
                arguments(
                        "{'relations':{'$contains':{'type':'ownedBy'}}}",
                        new EntityFilter.Related("ownedBy", null)),
                arguments(
                        "{'Relations':{'$contains':{'Type':'ownedBy','TargetRef':'group:A/b'}}}",
                        new EntityFilter.Related("ownedBy", List.of("group:a/b"))),
                arguments(
                        "{'relations':{'$contains':{'type':'partOf','targetRef':{'$in':['X:y/z']}}}}",
                        new EntityFilter.Related("partOf", List.of("x:y/z"))));
    }

    @ParameterizedTest
    @MethodSource("predicates")
    void readsPredicate(String json, EntityFilter expected) {
        assertThat(parse(json)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{'$any':['api']} ~ primitive values are not supported",
                "{'$nor':[]} ~ unknown operator $nor",
                "{'$all':[],'kind':'api'} ~ must be the only key",
                "{'kind':'api','$not':{}} ~ must be the only key",
                "{'$all':{}} ~ must be a list of predicates",
                "{'kind':null} ~ expected a primitive value",
                "{'kind':['a']} ~ expected a primitive value",
                "{'kind':{'$in':'a'}} ~ expected a primitive value",
                "{'kind':{'$in':[{}]}} ~ takes strings, numbers and booleans",
                "{'kind':{'$exists':'yes'}} ~ expected a primitive value",
                "{'kind':{'$hasPrefix':1}} ~ expected a primitive value",
                "{'kind':{'$contains':{'type':'x'}}} ~ not supported for field \"kind\"",
                "{'kind':{'$contains':[1]}} ~ Unsupported $contains target",
                "{'relations':{'$contains':{'targetRef':'a:b/c'}}} ~ requires a \"type\"",
                "{'relations':{'$contains':{'type':'x','kind':'y'}}} ~ Unsupported key \"kind\"",
                "{'relations':{'$contains':{'type':'x','targetRef':{'$in':[]}}}} ~ Empty \"$in\"",
                "{'relations':{'$contains':{'type':'x','targetRef':7}}} ~ Unsupported value",
            })
    void rejectsWhatIsNoPredicate(String json, String part) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
                .hasMessageContaining(part);
    }

    @Test
    void rejectsDeepNesting() {
        String deep = "{'$not':".repeat(100) + "{}" + "}".repeat(100);
        assertThatThrownBy(() -> parse(deep)).hasMessageContaining("nested more than 64");
    }

    private static EntityFilter parse(String json) {
        return PredicateParser.parse(JsonObject.parse(json.replace('\'', '"')));
    }
}
