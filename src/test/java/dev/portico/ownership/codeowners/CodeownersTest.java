package dev.portico.ownership.codeowners;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CodeownersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    *              | a                   | true
                    *              | a/b/c               | true
                    *.js           | a.js                | true
                    *.js           | x/y/a.js            | true
                    *.js           | x/a.jsx             | false
                    /build/logs/   | build/logs/a/b      | true
                    /build/logs/   | build/logs          | false
                    /build/logs/   | x/build/logs/a      | false
                    docs/*         | docs/a.md           | true
                    docs/*         | docs/x/a.md         | false
                    apps/          | apps/a              | true
                    apps/          | x/apps/y/a          | true
                    apps/          | apps                | false
                    /docs          | docs/a/b            | true
                    /docs          | docs                | true
                    /docs          | docs2/a             | false
                    docs/api       | docs/api/x          | true
                    docs/api       | x/docs/api/x        | false
                    **/logs        | a/b/logs/x          | true
                    **/logs        | logs                | true
                    /apps/**/x     | apps/x              | true
                    /apps/**/x     | apps/a/b/x/c        | true
                    /apps/**       | apps/a/b            | true
                    /apps/**       | apps                | false
                    a?c.txt        | x/abc.txt           | true
                    a?c.txt        | x/a/c.txt           | false
                    /*             | a                   | true
                    /*             | a/b                 | false
                    a*b*c          | x/a1b2c             | true
                    """)
    void patternsOfGithub(String pattern, String path, boolean matches) {
        Codeowners file = Codeowners.parse(pattern + " @acme/a", Dialect.GITHUB);

        assertThat(file.owners(path)).isEqualTo(matches ? List.of("@acme/a") : List.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    README.md   | README.md        | true
                    README.md   | x/README.md      | true
                    /docs       | docs/a           | false
                    /docs/      | docs/a/b         | true
                    docs/       | x/docs/a         | true
                    /docs/*     | docs/a           | true
                    /docs/*     | docs/x/a         | false
                    /docs/**/*.md | docs/x/y/a.md  | true
                    *           | a/b/c            | true
                    /           | a/b/c            | true
                    """)
    void patternsOfGitlab(String pattern, String path, boolean matches) {
        Codeowners file = Codeowners.parse(pattern + " @acme", Dialect.GITLAB);

        assertThat(file.owners(path)).isEqualTo(matches ? List.of("@acme") : List.of());
    }

    @Test
    void theLastRuleThatMatchesCountsAndOneWithoutOwnersTakesThemAway() {
        Codeowners file =
                Codeowners.parse(
                        """
                        # all
                        *       @acme/all  # and a remark
                        /apps/  @ann bob@example.com
                        /apps/github
                        my\\ file @cy
                        """,
                        Dialect.GITHUB);

        assertThat(file.owners("x")).containsExactly("@acme/all");
        assertThat(file.owners("apps/x")).containsExactly("@ann", "bob@example.com");
        assertThat(file.owners("apps/github/x")).isEmpty();
        assertThat(file.owners("my file")).containsExactly("@cy");
        assertThat(file.matches("apps/x").getFirst().rule().line()).isEqualTo(3);
        assertThat(file.problems()).isEmpty();
    }

    @Test
    void githubLeavesOutLinesItCantRead() {
        Codeowners file =
                Codeowners.parse(
                        """
                        * @acme/all
                        !secret @ann
                        [ab].txt @ann
                        x.txt ann
                        / @ann
                        """,
                        Dialect.GITHUB);

        assertThat(file.rules()).extracting(OwnersRule::line).containsExactly(1);
        assertThat(file.problems()).extracting(OwnersProblem::line).containsExactly(2, 3, 4, 5);
        assertThat(file.problems().get(2).message())
                .isEqualTo(
                        "'ann' is no owner; one is written @user, @group/team or as a mail"
                                + " address.");
    }

    @Test
    void sectionsOfGitlab() {
        Codeowners file =
                Codeowners.parse(
                        """
                        * @default
                        [Docs][2] @docs @writers
                        docs/
                        *.md @ann
                        ^[Optional] @opt
                        docs/
                        [DOCS] @others
                        /extra/
                        !docs/secret/
                        [broken
                        """,
                        Dialect.GITLAB);

        assertThat(file.sections())
                .extracting(OwnersSection::name, OwnersSection::optional, OwnersSection::approvals)
                .containsExactly(
                        Tuple.tuple("", false, 1),
                        Tuple.tuple("Docs", false, 2),
                        Tuple.tuple("Optional", true, 1));
        assertThat(file.owners("docs/a")).containsExactly("@default", "@docs", "@writers", "@opt");
        assertThat(file.owners("docs/a.md")).containsExactly("@default", "@ann", "@opt");
        assertThat(file.owners("docs/secret/a")).containsExactly("@default", "@opt");
        assertThat(file.owners("extra/a")).containsExactly("@default", "@others");
        assertThat(file.problems()).extracting(OwnersProblem::line).containsExactly(10);
    }

    @Test
    void groupsAndSettingsOfBitbucket() {
        Codeowners file =
                Codeowners.parse(
                        """
                        CODEOWNERS.toplevel.subdirectory_overrides enable
                        Check(@@MyDevs >= 2)
                        @@@MyDevs @ann "@Bob Builder" cy@example.com
                        * @@MyDevs @dee
                        !*.md
                        src/ @ann
                        """,
                        Dialect.BITBUCKET);

        assertThat(file.owners("a.java"))
                .containsExactly("@ann", "@Bob Builder", "cy@example.com", "@dee");
        assertThat(file.owners("x/a.md")).isEmpty();
        assertThat(file.owners("src/a.md")).containsExactly("@ann");
        assertThat(file.problems()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void anyTextIsReadWithoutFailing(Dialect dialect) {
        Stream.of(
                        "",
                        "\uFEFF* @a\r\n\r\n/x @b\r",
                        "\\",
                        "\"",
                        "[",
                        "[]",
                        "^[x",
                        "[x][99999999999] @a",
                        "@@@",
                        "@@@ x",
                        "#",
                        "\u0000 @a",
                        "** **",
                        "/".repeat(5_000) + " @a",
                        "**/".repeat(500) + "x @a",
                        "*".repeat(5_000) + "x @a",
                        "!",
                        "! @a",
                        "a\\")
                .forEach(
                        text ->
                                assertThat(
                                                Codeowners.parse(text, dialect)
                                                        .owners("a".repeat(200) + "/b/c"))
                                        .hasSizeLessThan(3));
        assertThat(Codeowners.parse("\uFEFF* @a\r\n\r\n/x @b\r", dialect).owners("x"))
                .containsExactly("@b");
    }

    @Test
    void tenThousandLinesAreFast() {
        StringBuilder text = new StringBuilder("* @acme/all\n");
        for (int i = 0; i < 10_000; i++) {
            text.append(i % 3 == 0 ? "/services/s" + i + "/" : "*.x" + i)
                    .append(" @acme/t")
                    .append(i % 50)
                    .append('\n');
        }
        long start = System.nanoTime();
        Codeowners file = Codeowners.parse(text.toString(), Dialect.GITHUB);
        long parsed = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            assertThat(file.owners("services/s" + i * 3 + "/catalog-info.yaml"))
                    .containsExactly("@acme/t" + i * 3 % 50);
        }
        long matched = System.nanoTime();

        System.out.printf(
                "CODEOWNERS: 10,000 lines parsed in %d ms, 1,000 paths matched in %d ms%n",
                (parsed - start) / 1_000_000, (matched - parsed) / 1_000_000);
        assertThat(parsed - start).isLessThan(2_000_000_000L);
        assertThat(matched - parsed).isLessThan(4_000_000_000L);
    }
}
