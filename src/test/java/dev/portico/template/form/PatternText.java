package dev.portico.template.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;

/// Makes texts that match the regular expressions people write into forms: literals, classes,
/// groups, alternatives and counts. Anything it does not know it makes no text for.
final class PatternText {
    private static final int MOST = 6;
    private static final int ATTEMPTS = 200;

    private final String pattern;
    private final RandomGenerator random;
    private int at;

    private PatternText(String pattern, RandomGenerator random) {
        this.pattern = pattern;
        this.random = random;
    }

    /// A text the pattern is found in, of a length within the bounds; empty when none was made.
    static Optional<String> of(String pattern, int min, int max, RandomGenerator random) {
        Pattern compiled;
        try {
            compiled = Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
        for (int i = 0; i < ATTEMPTS; i++) {
            String text = new PatternText(pattern, random).alternatives();
            if (text.length() >= min && text.length() <= max && compiled.matcher(text).find()) {
                return Optional.of(text);
            }
        }
        return Optional.empty();
    }

    private boolean more() {
        return at < pattern.length();
    }

    private boolean take(String text) {
        if (pattern.startsWith(text, at)) {
            at += text.length();
            return true;
        }
        return false;
    }

    private String alternatives() {
        List<String> all = new ArrayList<>(List.of(sequence()));
        while (take("|")) {
            all.add(sequence());
        }
        return all.get(random.nextInt(all.size()));
    }

    private String sequence() {
        StringBuilder text = new StringBuilder();
        while (more() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
            int from = at;
            String once = atom();
            int to = at;
            int times = times();
            int behind = at;
            for (int i = 0; i < times; i++) {
                // each time anew, as a class gives other characters
                at = from;
                text.append(i == 0 ? once : atom());
                at = to;
            }
            at = behind;
        }
        return text.toString();
    }

    private int times() {
        int times = 1;
        if (take("*")) {
            times = random.nextInt(MOST);
        } else if (take("+")) {
            times = 1 + random.nextInt(MOST);
        } else if (take("?")) {
            times = random.nextInt(2);
        } else if (take("{")) {
            int end = pattern.indexOf('}', at);
            String[] bounds = pattern.substring(at, end).split(",", -1);
            at = end + 1;
            int least = Integer.parseInt(bounds[0]);
            int most =
                    bounds.length == 1
                            ? least
                            : bounds[1].isEmpty() ? least + MOST : Integer.parseInt(bounds[1]);
            times = least + random.nextInt(Math.min(most - least, MOST) + 1);
        } else {
            return 1;
        }
        take("?");
        return times;
    }

    private String atom() {
        if (take("(?!") || take("(?=")) {
            alternatives();
            take(")");
            return "";
        }
        if (take("(?:") || take("(")) {
            String inside = alternatives();
            take(")");
            return inside;
        }
        if (take("^") || take("$")) {
            return "";
        }
        if (take("[")) {
            return pick(characterClass());
        }
        if (take(".")) {
            return "x";
        }
        if (take("\\")) {
            return pick(escaped());
        }
        return String.valueOf(pattern.charAt(at++));
    }

    private String pick(String characters) {
        return characters.isEmpty()
                ? ""
                : String.valueOf(characters.charAt(random.nextInt(characters.length())));
    }

    private String escaped() {
        char what = pattern.charAt(at++);
        return switch (what) {
            case 'd' -> "0123456789";
            case 'w' -> "abcdefghijklmnopqrstuvwxyz_0123456789";
            case 's' -> " ";
            case 'b' -> "";
            default -> String.valueOf(what);
        };
    }

    private String characterClass() {
        boolean not = take("^");
        StringBuilder characters = new StringBuilder();
        while (more() && pattern.charAt(at) != ']') {
            String first = take("\\") ? escaped() : String.valueOf(pattern.charAt(at++));
            boolean range =
                    first.length() == 1
                            && at + 1 < pattern.length()
                            && pattern.charAt(at) == '-'
                            && pattern.charAt(at + 1) != ']';
            if (range) {
                at++;
                char last = take("\\") ? escaped().charAt(0) : pattern.charAt(at++);
                IntStream.rangeClosed(first.charAt(0), last)
                        .forEach(it -> characters.append((char) it));
            } else {
                characters.append(first);
            }
        }
        take("]");
        if (!not) {
            return characters.toString();
        }
        return IntStream.rangeClosed('0', 'z')
                .filter(
                        it ->
                                Character.isLetterOrDigit(it)
                                        && characters.indexOf("" + (char) it) < 0)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
