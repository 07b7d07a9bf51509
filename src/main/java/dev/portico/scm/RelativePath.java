package dev.portico.scm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Resolves a path against the file it is written in, within one tree. Pure.
public final class RelativePath {
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");

    private RelativePath() {}

    public static boolean isAbsoluteUrl(String target) {
        return SCHEME.matcher(target.strip()).matches();
    }

    /// A leading slash is the root of the tree. Empty when it leads out of the tree.
    public static Optional<String> resolve(String file, String target) {
        String text = target.strip();
        List<String> parts = new ArrayList<>();
        int slash = file.lastIndexOf('/');
        String base = text.startsWith("/") || slash < 0 ? "" : file.substring(0, slash);
        for (String part : (base + "/" + text).split("/")) {
            if (part.equals("..")) {
                if (parts.isEmpty()) {
                    return Optional.empty();
                }
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return Optional.of(String.join("/", parts));
    }
}
