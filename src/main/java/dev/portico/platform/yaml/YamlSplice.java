package dev.portico.platform.yaml;

import dev.portico.platform.json.JsonDifference;
import dev.portico.platform.json.JsonValues;
import dev.portico.platform.yaml.YamlTree.Member;
import dev.portico.platform.yaml.YamlTree.Node;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/// Changes one text in a YAML file and leaves every other byte as it is: comments, order, quotes,
/// line ends, byte order mark.
///
/// The bytes of the text are replaced; where its key is not there, one line is inserted beside
/// another key. What comes out is read again, and only that value may differ. Where that can't be
/// done it is refused. Pure.
public final class YamlSplice {
    private static final int MAX_VALUE = 1_000;

    private final byte[] content;
    private final Edit edit;
    private final YamlFile file;
    private final DocumentSplitter.Part part;
    private final String text;

    private YamlSplice(byte[] content, Edit edit) throws RefusedException {
        this.content = content;
        this.edit = edit;
        this.file = read(content);
        this.part = part(document());
        this.text = YamlParser.decode(content, part).text();
    }

    /// What is to stand where.
    ///
    /// @param document as [YamlDocument#number()]
    /// @param path keys from the root, as `spec`, `owner`
    /// @param value one line of text
    /// @param beside keys beside the last of the path, the best first: behind one of them a new
    ///     line goes
    public record Edit(int document, List<String> path, String value, List<String> beside) {
        public Edit {
            path = List.copyOf(path);
            beside = List.copyOf(beside);
        }

        String pointer() {
            StringBuilder pointer = new StringBuilder();
            path.forEach(key -> pointer.append('/').append(JsonValues.pointerToken(key)));
            return pointer.toString();
        }
    }

    /// What came of it.
    public sealed interface Result {
        /// @param content the whole file; the same when the value stood there already
        record Edited(byte[] content) implements Result {}

        /// @param reason why nothing can be changed, as a sentence
        record Refused(String reason) implements Result {}
    }

    public static Result apply(byte[] content, Edit edit) {
        try {
            YamlSplice splice = new YamlSplice(content, edit);
            byte[] edited = splice.edited();
            splice.requireOnly(edited);
            return new Result.Edited(edited);
        } catch (RefusedException e) {
            return new Result.Refused(e.reason());
        }
    }

    private static YamlFile read(byte[] content) throws RefusedException {
        YamlFile file = YamlParser.parse(content);
        List<YamlProblem> problems = new ArrayList<>(file.problems());
        file.documents().forEach(document -> problems.addAll(document.problems()));
        if (!problems.isEmpty()) {
            YamlProblem first = problems.getFirst();
            throw new RefusedException(
                    "The file is not right at line "
                            + first.position().line()
                            + ", so it is not edited: "
                            + first.message());
        }
        return file;
    }

    private YamlDocument document() throws RefusedException {
        if (edit.document() < 1 || edit.document() > file.documents().size()) {
            throw new RefusedException(
                    "The file has "
                            + file.documents().size()
                            + " documents, and not one with the number "
                            + edit.document()
                            + ".");
        }
        return file.documents().get(edit.document() - 1);
    }

    private DocumentSplitter.Part part(YamlDocument document) throws RefusedException {
        return DocumentSplitter.split(content, YamlParser.MAX_DOCUMENTS).stream()
                .filter(each -> each.contentLine() == document.line())
                .findFirst()
                .orElseThrow(() -> new RefusedException("The document was not found again."));
    }

    private byte[] edited() throws RefusedException {
        if (edit.value().isBlank()
                || edit.value().length() > MAX_VALUE
                || edit.value().chars().anyMatch(Character::isISOControl)) {
            throw new RefusedException(
                    "The new value must be one line of up to " + MAX_VALUE + " characters.");
        }
        Node parent = YamlTree.of(text);
        requirePlain(parent, "");
        for (String key : edit.path().subList(0, edit.path().size() - 1)) {
            parent =
                    parent.member(key)
                            .orElseThrow(
                                    () ->
                                            new RefusedException(
                                                    "The document has no mapping "
                                                            + key
                                                            + " to write into."))
                            .value();
            requirePlain(parent, key);
        }
        String key = edit.path().getLast();
        Optional<Member> member = parent.member(key);
        return member.isPresent() ? replace(parent, member.get()) : insert(parent, key);
    }

    private static void requirePlain(Node node, String key) throws RefusedException {
        String what = key.isEmpty() ? "The document" : "The value of " + key;
        if (node.isAlias() || node.isAnchored()) {
            throw new RefusedException(
                    what + " is an alias or has an anchor; edit the file by hand.");
        }
        if (!node.isMapping()) {
            throw new RefusedException(what + " is no mapping, so nothing can be written into it.");
        }
    }

    private byte[] replace(Node parent, Member member) throws RefusedException {
        Node old = member.value();
        String name = "The value of " + member.name();
        if (old.isAlias() || old.isAnchored()) {
            throw new RefusedException(
                    name + " is an alias or has an anchor; edit the file by hand.");
        }
        if (!(old.event() instanceof ScalarEvent scalar)) {
            throw new RefusedException(name + " is no text but a list or mapping.");
        }
        if (scalar.getTag().isPresent()) {
            throw new RefusedException(name + " has a tag; edit the file by hand.");
        }
        ScalarStyle style = scalar.getScalarStyle();
        if (style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED) {
            throw new RefusedException(name + " is a block of text (| or >); edit it by hand.");
        }
        if (hasBreak(old.start(), old.end())) {
            throw new RefusedException(name + " takes several lines; edit it by hand.");
        }
        if (scalar.getValue().equals(edit.value()) && old.start() < old.end()) {
            return content;
        }
        String written = written(style, parent.isFlow());
        // behind a key without a value there may be no space
        boolean empty = old.start() == old.end();
        return splice(old.start(), old.end(), empty ? " " + written : written);
    }

    private boolean hasBreak(int from, int to) {
        String some = text.substring(offset(from), offset(to));
        return some.indexOf('\n') >= 0 || some.indexOf('\r') >= 0;
    }

    private byte[] insert(Node parent, String key) throws RefusedException {
        if (parent.isFlow() || parent.members().isEmpty()) {
            throw new RefusedException(
                    "The mapping that "
                            + key
                            + " belongs into is written in braces or empty; add it by hand.");
        }
        String line = key + ": " + written(ScalarStyle.PLAIN, false);
        Optional<Member> sibling = sibling(parent);
        Member anchor = sibling.orElse(parent.members().getFirst());
        int keyStart = offset(anchor.key().start());
        int lineStart = lineStart(keyStart);
        String indent = text.substring(lineStart, keyStart);
        if (!indent.chars().allMatch(sign -> sign == ' ')) {
            throw new RefusedException(
                    "The key "
                            + anchor.name()
                            + " does not begin its line; add "
                            + key
                            + " by hand.");
        }
        String lineBreak = lineBreak();
        if (sibling.isEmpty()) {
            return spliceAt(lineStart, lineStart, indent + line + lineBreak);
        }
        int end = offset(anchor.value().end());
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return spliceAt(end, end, lineBreak + indent + line);
    }

    /// A key whose value stands in one line with it.
    private Optional<Member> sibling(Node parent) {
        List<String> best = edit.beside();
        return best.stream()
                .flatMap(name -> parent.member(name).stream())
                .filter(this::isOneLine)
                .findFirst()
                .or(() -> parent.members().stream().filter(this::isOneLine).findFirst());
    }

    private boolean isOneLine(Member member) {
        return member.value().event() instanceof ScalarEvent scalar
                && scalar.getScalarStyle() != ScalarStyle.LITERAL
                && scalar.getScalarStyle() != ScalarStyle.FOLDED
                && !hasBreak(member.key().start(), member.value().end());
    }

    private int lineStart(int offset) {
        int start = offset;
        while (start > 0 && text.charAt(start - 1) != '\n' && text.charAt(start - 1) != '\r') {
            start--;
        }
        return start;
    }

    /// As the file has them.
    private String lineBreak() {
        for (int i = 0; i < content.length; i++) {
            if (content[i] == '\n') {
                return "\n";
            }
            if (content[i] == '\r') {
                return i + 1 < content.length && content[i + 1] == '\n' ? "\r\n" : "\r";
            }
        }
        return "\n";
    }

    /// The value in the style of the old one, where it can be written so.
    private String written(ScalarStyle style, boolean flow) {
        String plain = edit.value();
        if (style == ScalarStyle.DOUBLE_QUOTED) {
            return '"' + plain.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
        boolean isPlain =
                style == ScalarStyle.PLAIN
                        && Yaml.write(plain).equals(plain + "\n")
                        && !(flow && plain.chars().anyMatch(sign -> ",[]{}".indexOf(sign) >= 0));
        return isPlain ? plain : "'" + plain.replace("'", "''") + "'";
    }

    private int offset(int codePoint) {
        return text.offsetByCodePoints(0, codePoint);
    }

    private byte[] splice(int from, int to, String with) {
        return spliceAt(offset(from), offset(to), with);
    }

    private byte[] spliceAt(int from, int to, String with) {
        byte[] middle = with.getBytes(StandardCharsets.UTF_8);
        int start = part.offset() + utf8(0, from);
        int end = start + utf8(from, to);
        // the text may end with a line break that the file does not have
        start = Math.min(start, content.length);
        end = Math.min(end, content.length);
        byte[] edited = new byte[start + middle.length + content.length - end];
        System.arraycopy(content, 0, edited, 0, start);
        System.arraycopy(middle, 0, edited, start, middle.length);
        System.arraycopy(content, end, edited, start + middle.length, content.length - end);
        return edited;
    }

    private int utf8(int from, int to) {
        return text.substring(from, to).getBytes(StandardCharsets.UTF_8).length;
    }

    /// Refuses what does not differ in that value alone.
    private void requireOnly(byte[] edited) throws RefusedException {
        YamlFile now = read(edited);
        boolean same = now.documents().size() == file.documents().size();
        for (int i = 0; same && i < file.documents().size(); i++) {
            same = isRight(i, file.documents().get(i), now.documents().get(i));
        }
        if (!same) {
            throw new RefusedException(
                    "The edit would change more than "
                            + edit.pointer()
                            + "; edit the file by hand.");
        }
    }

    private boolean isRight(int index, YamlDocument before, YamlDocument after) {
        List<JsonDifference> differences =
                JsonDifference.between(before.value().orElseThrow(), after.value().orElseThrow());
        if (index != edit.document() - 1) {
            return differences.isEmpty();
        }
        return differences.isEmpty()
                ? Objects.equals(value(after), edit.value())
                : differences.size() == 1
                        && differences.getFirst().pointer().equals(edit.pointer())
                        && edit.value().equals(differences.getFirst().after());
    }

    private @Nullable Object value(YamlDocument document) {
        @Nullable Object current = document.value().orElseThrow().fields();
        for (String key : edit.path()) {
            current = current instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return current;
    }

    /// Becomes a [Result.Refused].
    private static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String reason) {
            super(reason, null, false, false);
        }

        String reason() {
            return Objects.requireNonNull(getMessage());
        }
    }
}
