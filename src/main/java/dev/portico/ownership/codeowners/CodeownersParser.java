package dev.portico.ownership.codeowners;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the lines of a CODEOWNERS file.
final class CodeownersParser {
    /// Larger files are not looked at by GitHub either.
    static final int MAX_BYTES = 3_000_000;

    private static final int MAX_PROBLEMS = 100;
    private static final Pattern MAIL = Pattern.compile("[^@\\s\"]+@[^@\\s\"]+\\.[^@\\s\"]+");
    private static final Pattern HANDLE = Pattern.compile("@{1,2}[\\w.-]+(?:/[\\w.-]+)*");
    private static final Pattern SECTION =
            Pattern.compile("(\\^)?\\[([^\\]]+)](?:\\[(\\d{1,4})])?(?:\\s+(.*))?");
    private static final Pattern SETTING =
            Pattern.compile("CODEOWNERS\\.[\\w.-]+(?:\\s.*)?|Check\\(.*|AutoMerge.*");

    private final Dialect dialect;
    private final Map<String, Draft> sections = new LinkedHashMap<>();
    private final Map<String, List<String>> groups = new HashMap<>();
    private final List<OwnersProblem> problems = new ArrayList<>();
    private Draft current = new Draft("", false, 1, List.of());

    CodeownersParser(Dialect dialect) {
        this.dialect = dialect;
    }

    /// A section under way.
    private record Draft(
            String name,
            boolean optional,
            int approvals,
            List<String> owners,
            List<OwnersRule> rules) {
        Draft(String name, boolean optional, int approvals, List<String> owners) {
            this(name, optional, approvals, owners, new ArrayList<>());
        }

        /// The same section again with other owners by default.
        Draft again(List<String> others) {
            return new Draft(name, optional, approvals, others, rules);
        }
    }

    Codeowners parse(String text) {
        if (text.length() > MAX_BYTES) {
            problems.add(
                    new OwnersProblem(
                            0,
                            "The file is larger than 3 MB and is not read; hosts do not read it"
                                    + " either."));
            return new Codeowners(List.of(), problems, dialect);
        }
        sections.put("", current);
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        int number = 0;
        for (String line : content.split("\\r\\n|\\n|\\r", -1)) {
            number++;
            String stripped = line.strip();
            if (!stripped.isEmpty() && !stripped.startsWith("#")) {
                read(number, stripped);
            }
        }
        List<OwnersSection> done =
                sections.values().stream()
                        .map(
                                draft ->
                                        new OwnersSection(
                                                draft.name(),
                                                draft.optional(),
                                                draft.approvals(),
                                                draft.rules()))
                        .toList();
        return new Codeowners(done, problems, dialect);
    }

    private void read(int number, String line) {
        switch (dialect) {
            case GITHUB -> rule(number, line);
            case GITLAB -> {
                if (line.startsWith("[") || line.startsWith("^[")) {
                    section(number, line);
                } else {
                    rule(number, line);
                }
            }
            case BITBUCKET -> {
                if (line.startsWith("@@@")) {
                    group(number, line);
                } else if (!SETTING.matcher(line).matches()) {
                    rule(number, line);
                }
            }
        }
    }

    private void section(int number, String line) {
        Matcher header = SECTION.matcher(withoutComment(line));
        if (!header.matches()) {
            problem(
                    number,
                    "The header of a section is written [Name], [Name][2] or ^[Name], and then the"
                            + " owners by default.");
            return;
        }
        String name = header.group(2).strip();
        String rest = header.group(4);
        List<String> owners = rest == null ? List.of() : owners(number, tokens(rest));
        int approvals = header.group(3) == null ? 1 : Integer.parseInt(header.group(3));
        String key = name.toLowerCase(Locale.ROOT);
        Draft known = sections.get(key);
        current =
                known == null
                        ? new Draft(name, header.group(1) != null, approvals, owners)
                        : known.again(owners);
        sections.putIfAbsent(key, current);
    }

    private void group(int number, String line) {
        List<String> tokens = tokens(withoutComment(line));
        String name = tokens.getFirst().substring(3);
        if (name.isEmpty()) {
            problem(number, "A group is written @@@name and then its members.");
            return;
        }
        groups.put(name, owners(number, tokens.subList(1, tokens.size())));
    }

    private void rule(int number, String line) {
        List<String> tokens = tokens(withoutComment(line));
        String pattern = tokens.getFirst();
        boolean excludes = pattern.startsWith("!");
        if (dialect == Dialect.GITHUB && excludes) {
            problem(number, "GitHub knows no exclusion with '!'; the line is left out.");
            return;
        }
        if (dialect == Dialect.GITHUB && (pattern.contains("[") || pattern.startsWith("\\#"))) {
            problem(
                    number,
                    "GitHub knows no character ranges and no '\\#' in a pattern; the line is left"
                            + " out.");
            return;
        }
        String path = excludes ? pattern.substring(1) : pattern;
        if (PathPattern.of(path, dialect) == null) {
            problem(number, "The pattern '" + shortened(pattern) + "' matches nothing.");
            return;
        }
        List<String> named = tokens.subList(1, tokens.size());
        int before = problems.size();
        List<String> owners = owners(number, named);
        if (dialect == Dialect.GITHUB && problems.size() > before) {
            return;
        }
        boolean inherits = dialect == Dialect.GITLAB && named.isEmpty() && !excludes;
        current.rules()
                .add(new OwnersRule(number, path, inherits ? current.owners() : owners, excludes));
    }

    private List<String> owners(int number, List<String> tokens) {
        List<String> owners = new ArrayList<>();
        for (String token : tokens) {
            List<String> members = token.startsWith("@@") ? groups.get(token.substring(2)) : null;
            if (members != null) {
                members.stream().filter(member -> !owners.contains(member)).forEach(owners::add);
            } else if (isOwner(token)) {
                if (!owners.contains(token)) {
                    owners.add(token);
                }
            } else {
                problem(
                        number,
                        "'"
                                + shortened(token)
                                + "' is no owner; one is written @user, @group/team or as a mail"
                                + " address.");
            }
        }
        return owners;
    }

    private boolean isOwner(String token) {
        return HANDLE.matcher(token).matches()
                        && (dialect != Dialect.GITHUB || !token.startsWith("@@"))
                || MAIL.matcher(token).matches()
                || dialect == Dialect.BITBUCKET && token.startsWith("@") && token.length() > 1;
    }

    private static String withoutComment(String line) {
        for (int i = line.indexOf('#'); i > 0; i = line.indexOf('#', i + 1)) {
            if (Character.isWhitespace(line.charAt(i - 1))) {
                return line.substring(0, i).strip();
            }
        }
        return line;
    }

    /// The parts between blanks; a blank behind a backslash or within quotes belongs to its part.
    private static List<String> tokens(String line) {
        List<String> tokens = new ArrayList<>();
        StringBuilder token = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                char next = line.charAt(++i);
                if (next != ' ' && next != '\t') {
                    token.append(c);
                }
                token.append(next);
            } else if (c == '"' && (quoted || line.indexOf('"', i + 1) > 0)) {
                quoted = !quoted;
            } else if (Character.isWhitespace(c) && !quoted) {
                add(token, tokens);
            } else {
                token.append(c);
            }
        }
        add(token, tokens);
        return tokens.isEmpty() ? List.of(line) : tokens;
    }

    private static void add(StringBuilder token, List<String> tokens) {
        if (!token.isEmpty()) {
            tokens.add(token.toString());
            token.setLength(0);
        }
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    private void problem(int line, String message) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(new OwnersProblem(line, message));
        }
    }
}
