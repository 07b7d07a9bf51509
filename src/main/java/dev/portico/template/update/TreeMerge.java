package dev.portico.template.update;

import dev.portico.scm.TextMerge;
import dev.portico.template.Tasks.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Brings the changes of a template into files that were made from it and changed since: a merge
/// of whole trees whose common base is what the template made then. Pure.
final class TreeMerge {
    private static final TextMerge.Names NAMES =
            new TextMerge.Names("template then", "repository", "template now");

    private TreeMerge() {}

    /// @param files the whole tree, by path
    /// @param changed paths that differ from the repository's
    /// @param conflicts what a person must look at, by path, with the reason
    record Merged(Map<String, File> files, List<String> changed, Map<String, String> conflicts) {}

    /// @param base what the template made then
    /// @param ours what the repository holds now
    /// @param theirs what the template makes now
    static Merged merge(List<File> base, List<File> ours, List<File> theirs) {
        Map<String, File> then = byPath(base);
        Map<String, File> here = byPath(ours);
        Map<String, File> now = byPath(theirs);
        Merged merged = new Merged(new TreeMap<>(here), new ArrayList<>(), new TreeMap<>());
        TreeSet<String> paths = new TreeSet<>(then.keySet());
        paths.addAll(now.keySet());
        for (String path : paths) {
            @Nullable File was = then.get(path);
            @Nullable File is = here.get(path);
            @Nullable File wanted = now.get(path);
            if (same(was, wanted) || same(is, wanted)) {
                continue;
            }
            if (same(is, was)) {
                put(merged, path, wanted);
            } else {
                both(merged, path, was, is, wanted);
            }
        }
        return merged;
    }

    /// Both the repository and the template changed the file.
    private static void both(
            Merged merged,
            String path,
            @Nullable File was,
            @Nullable File is,
            @Nullable File wanted) {
        if (is == null) {
            conflict(merged, path, "the repository deleted it, the template changed it");
        } else if (wanted == null) {
            conflict(merged, path, "the template deleted it, the repository changed it");
        } else if (!TextMerge.isText(is.content()) || !TextMerge.isText(wanted.content())) {
            conflict(merged, path, "both changed it, and it is no text");
        } else {
            byte[] from = was == null ? new byte[0] : was.content();
            TextMerge.Merged text = TextMerge.merge(from, is.content(), wanted.content(), NAMES);
            // who alone changed the mode has the say
            boolean executable =
                    was != null && is.executable() != was.executable()
                            ? is.executable()
                            : wanted.executable();
            File result = new File(path, executable, text.content());
            if (!same(is, result)) {
                put(merged, path, result);
            }
            if (text.conflict()) {
                conflict(merged, path, "both changed the same lines; it has conflict markers");
            }
        }
    }

    private static void put(Merged merged, String path, @Nullable File file) {
        merged.changed().add(path);
        if (file == null) {
            merged.files().remove(path);
        } else {
            merged.files().put(path, file);
        }
    }

    private static void conflict(Merged merged, String path, String reason) {
        merged.conflicts().put(path, reason);
    }

    private static Map<String, File> byPath(List<File> files) {
        Map<String, File> byPath = new TreeMap<>();
        files.forEach(file -> byPath.put(file.path(), file));
        return byPath;
    }

    private static boolean same(@Nullable File one, @Nullable File other) {
        if (one == null || other == null) {
            return Objects.equals(one, other);
        }
        return one.executable() == other.executable()
                && Arrays.equals(one.content(), other.content());
    }
}
