package dev.portico.template.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.platform.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackstageFiltersTest {
    private static final Map<String, String> HOSTS =
            Map.of(
                    "github.com", "github",
                    "gitlab.com", "gitlab",
                    "git.acme.com:3000", "gitea",
                    "dev.azure.com", "azure",
                    "bitbucket.org", "bitbucketCloud",
                    "bb.acme.com", "bitbucketServer",
                    "review.acme.com", "gerrit");

    private final TemplateLanguage language =
            TemplateLanguage.builder(Dialect.BACKSTAGE)
                    .filters(
                            new BackstageFilters(host -> Optional.ofNullable(HOSTS.get(host)))
                                    .all())
                    .build();

    private String render(String expression, String value) {
        return language.renderText("${{ " + expression + " }}", JsonObject.EMPTY.with("x", value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '`',
            value = {
                "github.com?owner=acme&repo=shop {\"host\":\"github.com\",\"owner\":\"acme\",\"repo\":\"shop\"}",
                "GitHub.com/?repo=/shop/&owner=acme/ {\"host\":\"github.com\",\"owner\":\"acme\",\"repo\":\"shop\"}",
                "gitlab.com?owner=a%2Fb&repo=c {\"host\":\"gitlab.com\",\"owner\":\"a/b\",\"repo\":\"c\"}",
                "gitlab.com?project=7 {\"host\":\"gitlab.com\",\"project\":\"7\"}",
                "git.acme.com:3000?repo=c {\"host\":\"git.acme.com:3000\",\"repo\":\"c\"}",
                "dev.azure.com?organization=o&project=p+q&repo=c `{\"host\":\"dev.azure.com\",\"repo\":\"c\",\"organization\":\"o\",\"project\":\"p q\"}`",
                "bitbucket.org?workspace=w&project=p&repo=c {\"host\":\"bitbucket.org\",\"repo\":\"c\",\"workspace\":\"w\",\"project\":\"p\"}",
                "bb.acme.com?project=p&repo=c&repo=d {\"host\":\"bb.acme.com\",\"repo\":\"c\",\"project\":\"p\"}",
                "review.acme.com?repo=c&owner= {\"host\":\"review.acme.com\",\"owner\":\"\",\"repo\":\"c\"}",
            })
    void parseRepoUrl(String url, String expected) {
        assertThat(render("x|parseRepoUrl|dump", url)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "github.com?owner=acme # The repository URL 'github.com?owner=acme' has no 'repo'.",
                "gitlab.com?repo=c # The repository URL 'gitlab.com?repo=c' has no 'owner'.",
                "dev.azure.com?repo=c # The repository URL 'dev.azure.com?repo=c' has no 'project'.",
                "bitbucket.org?repo=c&project=p # The repository URL 'bitbucket.org?repo=c&project=p' has no 'workspace'.",
                "other.com?owner=a&repo=c # There is no integration for the host 'other.com'; configure it or use another host.",
                "?owner=a # '?owner=a' is not a repository URL such as github.com?owner=acme&repo=shop.",
            })
    void parseRepoUrlSaysWhatIsWrong(String url, String reason) {
        assertThatThrownBy(() -> render("x|parseRepoUrl", url))
                .isInstanceOfSatisfying(
                        ExpressionException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void projectSlug() {
        assertThat(render("x|projectSlug", "github.com?owner=acme&repo=shop"))
                .isEqualTo("acme/shop");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "'component:team/Shop'|parseEntityRef # {\"kind\":\"component\",\"namespace\":\"team\",\"name\":\"Shop\"}",
                "'User:a'|parseEntityRef # {\"kind\":\"User\",\"namespace\":\"default\",\"name\":\"a\"}",
                "'a'|parseEntityRef({defaultKind: 'Group', defaultNamespace: 'n'}) # {\"kind\":\"Group\",\"namespace\":\"n\",\"name\":\"a\"}",
                "'n/a:b'|parseEntityRef({defaultKind: 'Group'}) # {\"kind\":\"Group\",\"namespace\":\"n\",\"name\":\"a:b\"}",
                "{kind: 'API', name: 'x'}|parseEntityRef # {\"kind\":\"API\",\"namespace\":\"default\",\"name\":\"x\"}",
            })
    void parseEntityRef(String expression, String expected) {
        assertThat(render(expression + "|dump", "")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "'a'|parseEntityRef # The entity ref 'a' has no kind; the form is kind:namespace/name.",
                "'component:'|parseEntityRef # The entity ref 'component:' has no name; the form is kind:namespace/name.",
                "''|parseEntityRef # An entity ref is a text such as component:default/orders.",
            })
    void parseEntityRefSaysWhatIsWrong(String expression, String reason) {
        assertThatThrownBy(() -> render(expression, ""))
                .isInstanceOfSatisfying(
                        ExpressionException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "{a: 1}|pick('a') # 1",
                "{a: {b: [1, {c: 2}]} }|pick('a.b[1].c') # 2",
                "{\"a.b\": 3, a: {b: 4} }|pick('a.b') # 3",
                "{a: {\"b-c\": 5} }|pick('a[\"b-c\"]') # 5",
                "[7, 8]|pick(1) # 8",
                "{a: 1}|pick('z.y')|default('none') # none",
                "{a: 1}|pick('z', 'other') # other",
                "missing|pick('a')|default('none') # none",
                "'abc'|pick('length') # 3",
            })
    void pick(String expression, String expected) {
        assertThat(render(expression, "")).isEqualTo(expected);
    }
}
