package dev.portico.scm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.merge.MergeAlgorithm;
import org.eclipse.jgit.merge.MergeFormatter;
import org.eclipse.jgit.merge.MergeResult;

/// Merges two versions of a text that came from a common one, line by line, as Git does. Pure.
public final class TextMerge {
    private TextMerge() {}

    /// @param content with Git's conflict markers where the versions can't be brought together
    public record Merged(byte[] content, boolean conflict) {}

    /// Names of the versions, for the markers.
    public record Names(String base, String ours, String theirs) {}

    /// Whether a content can be merged by lines.
    public static boolean isText(byte[] content) {
        return !RawText.isBinary(content);
    }

    public static Merged merge(byte[] base, byte[] ours, byte[] theirs, Names names) {
        MergeResult<RawText> result =
                new MergeAlgorithm()
                        .merge(
                                RawTextComparator.DEFAULT,
                                new RawText(base),
                                new RawText(ours),
                                new RawText(theirs));
        ByteArrayOutputStream out = new ByteArrayOutputStream(ours.length + theirs.length / 4);
        try {
            new MergeFormatter()
                    .formatMerge(
                            out,
                            result,
                            List.of(names.base(), names.ours(), names.theirs()),
                            StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Merged(out.toByteArray(), result.containsConflicts());
    }
}
