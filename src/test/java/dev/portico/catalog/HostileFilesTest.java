package dev.portico.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Files made to hurt are refused quickly, with a clear problem.
class HostileFilesTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void doesNotExplodeAliases() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol]\n");
        for (int i = 1; i < 30; i++) {
            String previous = "*a" + (i - 1);
            bomb.append("a%d: &a%d [%s, %s, %s]\n".formatted(i, i, previous, previous, previous));
        }
        DescriptorContent content = assertTimeout(SOON, () -> Samples.read(bomb.toString()));
        assertThat(Samples.problems(content)).containsExactly("11:12 yaml-aliases /a10/0");
        assertThat(content.rejections().getFirst().problems().getFirst().message())
                .isEqualTo(
                        "The aliases of this document expand to more than 1000000 values and"
                                + " characters.");
    }

    @Test
    void countsTheTextThatAliasesRepeat() {
        String bomb = "a: &a " + "x".repeat(100_000) + "\nb: [" + "*a, ".repeat(20) + "]\n";
        assertThat(Samples.problems(Samples.read(bomb))).containsExactly("2:41 yaml-aliases /b/9");
    }

    @Test
    void refusesAValueThatContainsItself() {
        assertThat(Samples.problems(Samples.read("a: &a\n  b: [*a]\n")))
                .containsExactly("2:7 yaml-aliases /a/b/0");
    }

    @Test
    void refusesAnAliasWithoutAnchor() {
        assertThat(Samples.problems(Samples.read("a: *none\n")))
                .containsExactly("1:4 yaml-syntax /a");
    }

    @Test
    void refusesDeepNesting() {
        for (String deep :
                new String[] {"a: " + "[".repeat(500_000), "a: " + "{a: ".repeat(100_000)}) {
            DescriptorContent content = assertTimeout(SOON, () -> Samples.read(deep));
            assertThat(content.rejections().getFirst().problems().getFirst().message())
                    .isEqualTo("The document is nested more than 100 levels deep.");
        }
    }

    @Test
    void refusesDeepNestingMadeOfAliases() {
        StringBuilder tower = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 200; i++) {
            tower.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
        }
        DescriptorContent content = Samples.read(tower.toString());
        assertThat(content.rejections().getFirst().problems().getFirst().code())
                .isEqualTo("too-deep");
    }

    @Test
    void refusesAFileOf20MegabytesUnread() {
        byte[] large = new byte[20 * 1024 * 1024];
        Arrays.fill(large, (byte) 'a');
        DescriptorContent content = assertTimeout(SOON, () -> Samples.read(large));
        assertThat(content.rejections()).hasSize(1);
        assertThat(content.rejections().getFirst().document()).isZero();
        assertThat(content.rejections().getFirst().problems().getFirst().message())
                .isEqualTo(
                        "The file has 20971520 bytes; a descriptor file may have at most 5242880"
                                + " (5 MiB).");
    }

    @Test
    void readsAGoodDocumentBehindEachOfThousandsOfBrokenOnes() {
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            file.append("---\nkind: [broken\n");
        }
        file.append("---\n").append(DescriptorsTest.GOOD);
        DescriptorContent content = assertTimeout(SOON, () -> Samples.read(file.toString()));
        assertThat(content.rejections()).hasSize(5_000);
        assertThat(Samples.refs(content)).containsExactly("component:default/orders");
    }

    @Test
    void stopsAfterTenThousandDocuments() {
        DescriptorContent content =
                assertTimeout(SOON, () -> Samples.read("---\na: 1\n".repeat(200_000)));
        assertThat(content.rejections()).hasSize(10_001);
        assertThat(content.rejections().getLast().problems().getFirst().code())
                .isEqualTo("too-large");
        assertThat(content.rejections().getLast().problems().getFirst().position().line())
                .isEqualTo(20_002);
    }

    @Test
    void reportsAHundredProblemsAndTheNumberOfTheRest() {
        String tags = "    - BAD\n".repeat(1_000);
        DescriptorContent content =
                Samples.read(DescriptorsTest.GOOD.replace("spec:", "  tags:\n" + tags + "spec:"));
        assertThat(content.rejections().getFirst().problems()).hasSize(101);
        assertThat(content.rejections().getFirst().problems().getLast().message())
                .isEqualTo("900 more problems of this document are not shown.");
    }

    @Test
    void takesAVeryLongTextInEveryField() {
        String longText = "a-".repeat(500_000) + "a";
        for (String field : new String[] {"orders", "Component", "team-a"}) {
            String yaml = DescriptorsTest.GOOD.replace(field, longText);
            assertTimeout(SOON, () -> Samples.read(yaml.getBytes(UTF_8)));
        }
    }
}
