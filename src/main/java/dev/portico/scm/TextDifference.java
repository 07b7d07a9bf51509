package dev.portico.scm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/// How two texts differ, line by line, as Git shows it. Pure.
public final class TextDifference {
    private static final int CONTEXT = 2;

    private TextDifference() {}

    /// Hunks with two lines around each change; empty when the texts are the same.
    public static String between(String before, String after) {
        RawText left = new RawText(before.getBytes(StandardCharsets.UTF_8));
        RawText right = new RawText(after.getBytes(StandardCharsets.UTF_8));
        EditList edits = new HistogramDiff().diff(RawTextComparator.DEFAULT, left, right);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DiffFormatter formatter = new DiffFormatter(out)) {
            formatter.setContext(CONTEXT);
            formatter.format(edits, left, right);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
