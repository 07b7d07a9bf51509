package dev.portico.scm;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Patterns of paths in a repository: `*` and `?` within a name, `[abc]`, `{a,b}`, and `**` for any
/// number of folders. Names that begin with a dot are matched as any other. Pure.
public final class PathGlobs {
    private static final String ANY_FOLDERS = "**";

    private final List<List<Segment>> globs;

    private PathGlobs(List<List<Segment>> globs) {
        this.globs = globs;
    }

    public static PathGlobs of(List<String> patterns) {
        return new PathGlobs(patterns.stream().map(PathGlobs::parse).toList());
    }

    /// True when a path has characters that make it a pattern.
    public static boolean isGlob(String path) {
        return path.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    }

    /// One name of a pattern; `regex` is not used for `**`.
    private record Segment(String text, Pattern regex) {
        boolean anyFolders() {
            return text.equals(ANY_FOLDERS);
        }

        boolean matches(String name) {
            return regex.matcher(name).matches();
        }
    }

    private static List<Segment> parse(String pattern) {
        return Arrays.stream(pattern.split("/"))
                .filter(part -> !part.isEmpty() && !part.equals("."))
                .map(part -> new Segment(part, regex(part)))
                .toList();
    }

    private static Pattern regex(String name) {
        StringBuilder regex = new StringBuilder();
        // whether each brace that is open offers a choice
        Deque<Boolean> braces = new ArrayDeque<>();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                case '{' -> {
                    boolean choice = offersChoice(name, i);
                    braces.push(choice);
                    regex.append(choice ? "(?:" : "\\{");
                }
                case '}' -> regex.append(!braces.isEmpty() && braces.pop() ? ")" : "\\}");
                case ',' -> regex.append(!braces.isEmpty() && braces.peek() ? "|" : ",");
                case '[' -> {
                    int end = name.indexOf(']', i + 2);
                    if (end < 0) {
                        regex.append("\\[");
                    } else {
                        String set =
                                name.substring(i + 1, end).replace("\\", "").replace("[", "\\[");
                        regex.append('[')
                                .append(set.startsWith("!") ? "^" + set.substring(1) : set)
                                .append(']');
                        i = end;
                    }
                }
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        try {
            long open = braces.stream().filter(choice -> choice).count();
            return Pattern.compile(regex + ")".repeat((int) open), Pattern.DOTALL);
        } catch (PatternSyntaxException _) {
            return Pattern.compile(Pattern.quote(name));
        }
    }

    /// Whether a brace has a comma before the one that closes it; `{a}` and `${{ a }}` are literal.
    private static boolean offersChoice(String name, int brace) {
        int depth = 0;
        for (int i = brace; i < name.length(); i++) {
            switch (name.charAt(i)) {
                case '{' -> depth++;
                case '}' -> {
                    if (--depth == 0) {
                        return false;
                    }
                }
                case ',' -> {
                    if (depth == 1) {
                        return true;
                    }
                }
                default -> {}
            }
        }
        return false;
    }

    public boolean matches(String path) {
        String[] names = path.split("/");
        return globs.stream().anyMatch(glob -> matches(glob, 0, names, 0, false));
    }

    /// Whether something below a folder may match, so that a walk need not enter the others.
    public boolean mayMatchBelow(String folder) {
        String[] names = folder.split("/");
        return globs.stream().anyMatch(glob -> matches(glob, 0, names, 0, true));
    }

    private static boolean matches(
            List<Segment> glob, int at, String[] names, int name, boolean prefix) {
        if (name == names.length) {
            return prefix ? at < glob.size() : at == glob.size();
        }
        if (at == glob.size()) {
            return false;
        }
        Segment segment = glob.get(at);
        if (segment.anyFolders()) {
            return matches(glob, at + 1, names, name, prefix)
                    || matches(glob, at, names, name + 1, prefix)
                    || (at + 1 == glob.size() && !prefix && name == names.length - 1);
        }
        return segment.matches(names[name]) && matches(glob, at + 1, names, name + 1, prefix);
    }
}
