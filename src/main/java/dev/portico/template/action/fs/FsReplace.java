package dev.portico.template.action.fs;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `roadiehq:utils:fs:replace`: replaces texts in files.
@Singleton
final class FsReplace extends TypedAction<FsReplace.Input, TypedAction.Nothing> {
    /// Longest text a file may become.
    private static final int MAX_TEXT = 20_000_000;

    record Input(@Describe("Replacements, done one after the other.") List<Replacement> files) {}

    record Replacement(
            @Describe("Path or pattern of the files in the workspace.") String file,
            @Describe("The text to be replaced, everywhere it stands.") String find,
            @Describe("Whether it is a regular expression, in the syntax of RE2.")
                    @Nullable Boolean matchRegex,
            @Describe("What is put in its place; $1 is what the first group found, $& all of it.")
                    String replaceWith,
            @Describe("Whether a pattern also matches names that begin with a dot.")
                    @Nullable Boolean includeDotFiles) {}

    FsReplace() {
        super(
                new About<>(
                        "roadiehq:utils:fs:replace",
                        "Replaces texts in files of the workspace.",
                        Input.class,
                        Nothing.class,
                        Repeat.PURE,
                        true));
    }

    @Override
    protected Outcome run(Input input, ActionContext context) throws IOException {
        for (Replacement replacement : input.files()) {
            if (replacement.file().isEmpty()
                    || replacement.find().isEmpty()
                    || replacement.replaceWith().isEmpty()) {
                throw PorticoException.invalid(
                        "Each of files must have a file, a find and a replaceWith.");
            }
            Pattern find = pattern(replacement);
            for (Path file : files(replacement, context)) {
                String name = WorkspaceFiles.name(context.workspace(), file);
                String text = WorkspaceFiles.text(context.workspace(), name);
                Files.writeString(file, replace(text, find, replacement.replaceWith(), name));
            }
        }
        return Outcome.Done.NOTHING;
    }

    private static List<Path> files(Replacement replacement, ActionContext context)
            throws IOException {
        boolean dots = Boolean.TRUE.equals(replacement.includeDotFiles());
        Path literal = context.workspace().resolve(replacement.file());
        return WorkspaceFiles.matching(context.workspace(), replacement.file()).stream()
                .filter(Files::isRegularFile)
                .filter(
                        it ->
                                dots
                                        || it.equals(literal)
                                        || !("/" + WorkspaceFiles.name(context.workspace(), it))
                                                .contains("/."))
                .toList();
    }

    private static Pattern pattern(Replacement replacement) {
        String find = replacement.find();
        try {
            return Pattern.compile(
                    Boolean.TRUE.equals(replacement.matchRegex()) ? find : Pattern.quote(find));
        } catch (PatternSyntaxException e) {
            throw new PorticoException(
                    ErrorCode.INVALID_INPUT,
                    "'"
                            + find
                            + "' is no regular expression in the syntax of RE2: "
                            + e.getDescription()
                            + ".",
                    e);
        }
    }

    private static String replace(String text, Pattern find, String with, String name) {
        Matcher matcher = find.matcher(text);
        StringBuilder out = new StringBuilder();
        int from = 0;
        while (matcher.find()) {
            out.append(text, from, matcher.start());
            expand(with, matcher, text, out);
            from = matcher.end();
            if (out.length() > MAX_TEXT) {
                throw new PorticoException(
                        ErrorCode.TOO_LARGE,
                        "'" + name + "' would become longer than " + MAX_TEXT + " characters.");
            }
        }
        return out.append(text, from, text.length()).toString();
    }

    /// As JavaScript expands what is put in: `$$`, `$&`, `$n` and `$<name>`.
    private static void expand(String with, Matcher matcher, String text, StringBuilder out) {
        for (int i = 0; i < with.length(); i++) {
            char next = with.charAt(i) == '$' && i + 1 < with.length() ? with.charAt(i + 1) : 0;
            int group = next - '0';
            int close = next == '<' ? with.indexOf('>', i) : -1;
            if (next == '$') {
                out.append('$');
                i++;
            } else if (next == '&') {
                out.append(text, matcher.start(), matcher.end());
                i++;
            } else if (group > 0 && group <= 9 && group <= matcher.groupCount()) {
                out.append(orEmpty(matcher.group(group)));
                i++;
            } else if (close > 0
                    && matcher.pattern().namedGroups().containsKey(with.substring(i + 2, close))) {
                out.append(orEmpty(matcher.group(with.substring(i + 2, close))));
                i = close;
            } else {
                out.append(with.charAt(i));
            }
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
