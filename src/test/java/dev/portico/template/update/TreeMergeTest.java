package dev.portico.template.update;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.template.Tasks.File;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TreeMergeTest {
    private static File file(String path, String content) {
        return new File(path, false, content.getBytes(UTF_8));
    }

    private static File binary(String path, int last) {
        return new File(path, false, new byte[] {1, 0, 2, (byte) last});
    }

    private static String text(TreeMerge.Merged merged, String path) {
        return new String(merged.files().get(path).content(), UTF_8);
    }

    @Test
    void takesWhatOnlyTheTemplateChanged() {
        TreeMerge.Merged merged =
                TreeMerge.merge(
                        List.of(file("a", "1\n"), file("gone", "x\n"), file("same", "s\n")),
                        List.of(
                                file("a", "1\n"),
                                file("gone", "x\n"),
                                file("own", "o\n"),
                                file("same", "mine\n")),
                        List.of(file("a", "2\n"), file("new", "n\n"), file("same", "s\n")));

        assertThat(text(merged, "a")).isEqualTo("2\n");
        assertThat(text(merged, "same")).isEqualTo("mine\n");
        assertThat(merged.files()).containsOnlyKeys("a", "new", "own", "same");
        assertThat(merged.changed()).containsExactly("a", "gone", "new");
        assertThat(merged.conflicts()).isEmpty();
    }

    @Test
    void bringsChangesOfDifferentLinesTogether() {
        TreeMerge.Merged merged =
                TreeMerge.merge(
                        List.of(file("a", "1\n2\n3\n4\n5\n")),
                        List.of(file("a", "one\n2\n3\n4\n5\n")),
                        List.of(file("a", "1\n2\n3\n4\nfive\n")));

        assertThat(text(merged, "a")).isEqualTo("one\n2\n3\n4\nfive\n");
        assertThat(merged.changed()).containsExactly("a");
        assertThat(merged.conflicts()).isEmpty();
    }

    @Test
    void leavesMarkersWhereBothChangedTheSameLine() {
        TreeMerge.Merged merged =
                TreeMerge.merge(
                        List.of(file("a", "1\n2\n")),
                        List.of(file("a", "one\n2\n")),
                        List.of(file("a", "uno\n2\n")));

        assertThat(text(merged, "a"))
                .isEqualTo(
                        """
                        <<<<<<< repository
                        one
                        =======
                        uno
                        >>>>>>> template now
                        2
                        """);
        assertThat(merged.conflicts())
                .isEqualTo(Map.of("a", "both changed the same lines; it has conflict markers"));
    }

    @Test
    void namesWhatCanNotBeMerged() {
        TreeMerge.Merged merged =
                TreeMerge.merge(
                        List.of(file("kept", "1\n"), file("dropped", "1\n"), binary("logo", 1)),
                        List.of(file("kept", "mine\n"), binary("logo", 2)),
                        List.of(file("dropped", "2\n"), binary("logo", 3)));

        assertThat(merged.changed()).isEmpty();
        assertThat(merged.files()).containsOnlyKeys("kept", "logo");
        assertThat(merged.conflicts())
                .containsExactly(
                        Map.entry("dropped", "the repository deleted it, the template changed it"),
                        Map.entry("kept", "the template deleted it, the repository changed it"),
                        Map.entry("logo", "both changed it, and it is no text"));
    }

    @Test
    void whoAloneChangedTheModeHasTheSay() {
        File plain = file("run", "1\n");
        File executable = new File("run", true, "1\n".getBytes(UTF_8));
        File edited = file("run", "1\n2\n");

        assertThat(
                        TreeMerge.merge(List.of(plain), List.of(edited), List.of(executable))
                                .files()
                                .get("run"))
                .satisfies(
                        file -> {
                            assertThat(file.executable()).isTrue();
                            assertThat(new String(file.content(), UTF_8)).isEqualTo("1\n2\n");
                        });
    }

    @Test
    void aSecondMergeOfTheSameChangesNothing() {
        List<File> base = List.of(file("a", "1\n2\n3\n4\n"));
        List<File> theirs = List.of(file("a", "1\n2\n3\nfour\n"), file("b", "b\n"));
        TreeMerge.Merged first = TreeMerge.merge(base, List.of(file("a", "0\n2\n3\n4\n")), theirs);

        TreeMerge.Merged second =
                TreeMerge.merge(theirs, List.copyOf(first.files().values()), theirs);

        assertThat(second.changed()).isEmpty();
        assertThat(second.conflicts()).isEmpty();
    }
}
