package dev.portico.ownership.codeowners;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A pattern of paths by the rules of `.gitignore` as hosts of Git restrict them: `*` and `?`
/// within a name, `**` for any number of folders, a slash at the begin or in the middle ties it
/// to the root. Time to match grows with the length of the path, whatever the pattern.
final class PathPattern {
    private static final String ANY = "**";

    private final List<String> segments;

    /// What the path must begin with; tells most that don't match at once.
    private final String prefix;

    /// What it must have somewhere; tells most of the others.
    private final String needle;

    private final boolean below;
    private final boolean itself;

    /// @param below whether what is below a match matches, too
    /// @param itself whether a match itself does; not for a pattern of a folder
    private PathPattern(List<String> segments, boolean below, boolean itself) {
        this.segments = segments;
        this.below = below;
        this.itself = itself;
        this.prefix = prefix(segments);
        this.needle = needle(segments);
    }

    private static String needle(List<String> segments) {
        String longest = "";
        for (String segment : segments) {
            for (String part : segment.split("[*?\\\\]")) {
                longest = part.length() > longest.length() ? part : longest;
            }
        }
        return longest;
    }

    private static String prefix(List<String> segments) {
        StringBuilder prefix = new StringBuilder();
        for (String segment : segments) {
            if (segment.equals(ANY)) {
                return prefix.toString();
            }
            int wild = wild(segment);
            if (wild >= 0) {
                return prefix.append(segment, 0, wild).toString();
            }
            prefix.append(segment).append('/');
        }
        // the last name may be the end of the path
        return prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1);
    }

    private static int wild(String segment) {
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c == '*' || c == '?' || c == '\\') {
                return i;
            }
        }
        return -1;
    }

    /// Null when there is nothing that it could match.
    static @Nullable PathPattern of(String text, Dialect dialect) {
        boolean folder = text.endsWith("/");
        boolean tied =
                dialect == Dialect.GITLAB
                        ? text.startsWith("/")
                        : text.substring(0, Math.max(0, text.length() - 1)).indexOf('/') >= 0;
        List<String> segments =
                Arrays.stream(text.split("/")).filter(part -> !part.isEmpty()).toList();
        if (segments.isEmpty()) {
            return text.equals("/") && dialect == Dialect.GITLAB
                    ? new PathPattern(List.of(ANY), false, true)
                    : null;
        }
        if (!tied && !segments.getFirst().equals(ANY)) {
            segments = concat(ANY, segments);
        }
        // `docs/*` means the files in docs and not what is below; a lone `*` means everything
        boolean direct = tied && segments.getLast().equals("*") && !folder;
        boolean below = folder || dialect != Dialect.GITLAB && !direct;
        return new PathPattern(segments, below, !folder);
    }

    private static List<String> concat(String first, List<String> rest) {
        return Stream.concat(Stream.of(first), rest.stream()).toList();
    }

    /// @param path without a slash at its begin
    boolean matches(String path, String[] names) {
        return path.startsWith(prefix) && path.contains(needle) && matches(names);
    }

    private boolean matches(String[] names) {
        int n = 0;
        int s = 0;
        int backName = -1;
        int backSegment = -1;
        while (true) {
            if (s == segments.size()) {
                if (n == names.length && itself || n < names.length && below && n > 0) {
                    return true;
                }
            } else if (segments.get(s).equals(ANY)) {
                backSegment = s;
                backName = n;
                s++;
                if (s == segments.size()) {
                    return n < names.length;
                }
                continue;
            } else if (n < names.length && matchesName(names[n], segments.get(s))) {
                n++;
                s++;
                continue;
            }
            // one more folder for the last `**`
            if (backSegment < 0 || backName >= names.length) {
                return false;
            }
            n = ++backName;
            s = backSegment + 1;
        }
    }

    /// Whether a name matches a segment: greedy with one place to go back to, so linear for one
    /// star and never worse than the product of the lengths.
    private static boolean matchesName(String name, String segment) {
        int n = 0;
        int s = 0;
        int backName = -1;
        int backSegment = -1;
        while (n < name.length()) {
            if (s < segment.length() && segment.charAt(s) == '*') {
                backSegment = s++;
                backName = n;
            } else if (s < segment.length() && matchesChar(name.charAt(n), segment, s)) {
                n++;
                s += segment.charAt(s) == '\\' ? 2 : 1;
            } else if (backSegment >= 0) {
                s = backSegment + 1;
                n = ++backName;
            } else {
                return false;
            }
        }
        while (s < segment.length() && segment.charAt(s) == '*') {
            s++;
        }
        return s == segment.length();
    }

    private static boolean matchesChar(char c, String segment, int at) {
        char wanted = segment.charAt(at);
        if (wanted == '\\' && at + 1 < segment.length()) {
            return segment.charAt(at + 1) == c;
        }
        return wanted == '?' || wanted == c;
    }
}
