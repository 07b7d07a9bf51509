package dev.portico.platform.yaml;

import dev.portico.platform.json.JsonValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// Reads one document: the parser's events become plain JSON values.
///
/// Works in two modes. Without positions it is fast and only tells whether the document is right;
/// with them it also records where everything stands, and every problem has its place.
final class DocumentReader {
    /// How deep values may be nested, aliases followed.
    static final int MAX_DEPTH = 100;

    /// How many values and characters aliases may add to a document.
    static final int MAX_ALIASED = 1_000_000;

    /// How many characters may be read again because of tabs between words.
    private static final int MAX_TAB_WORK = 20_000_000;

    private static final LoadSettings WITH_MARKS = settings(true);
    private static final LoadSettings WITHOUT_MARKS = settings(false);

    private final ParserImpl parser;
    private final int firstLine;
    private final boolean positioned;
    private final StringBuilder pointer = new StringBuilder();
    private final Map<String, Positions.Place> places = new HashMap<>();
    private final List<YamlProblem> problems = new ArrayList<>();
    private final Map<Anchor, Anchored> anchors = new HashMap<>();
    private Optional<Integer> stop = Optional.empty();
    private long size;
    private long aliased;
    private int deepest;

    private DocumentReader(String text, int firstLine, boolean positioned) {
        LoadSettings settings = positioned ? WITH_MARKS : WITHOUT_MARKS;
        this.parser = new ParserImpl(settings, new StreamReader(settings, text));
        this.firstLine = firstLine;
        this.positioned = positioned;
    }

    private static LoadSettings settings(boolean marks) {
        return LoadSettings.builder()
                .setUseMarks(marks)
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
    }

    /// The value, and for a document that is not right its problems with their places.
    static Reading read(String text, int firstLine) {
        Reading reading = new DocumentReader(text, firstLine, false).read(text);
        return reading.problems().isEmpty() ? reading : readWithPositions(text, firstLine);
    }

    static Reading readWithPositions(String text, int firstLine) {
        String current = text;
        long work = text.length();
        while (true) {
            DocumentReader reader = new DocumentReader(current, firstLine, true);
            Reading reading = reader.read(current);
            Optional<String> mended =
                    reader.stop.isEmpty() || work > MAX_TAB_WORK
                            ? Optional.empty()
                            : TabRepair.repair(current, reader.stop.get());
            if (mended.isEmpty()) {
                return reading;
            }
            current = mended.get();
            work += text.length();
        }
    }

    private Reading read(String text) {
        @Nullable Object value = null;
        try {
            value = readRoot();
        } catch (MarkedYamlEngineException e) {
            stop = e.getProblemMark().map(Mark::getIndex);
            problems.add(SyntaxMessages.of(e, firstLine));
        } catch (YamlEngineException e) {
            problems.add(SyntaxMessages.of(e, text, firstLine));
        } catch (UnreadableException e) {
            problems.add(e.problem);
        }
        return new Reading(Optional.ofNullable(value), problems, places);
    }

    private @Nullable Object readRoot() {
        parser.next();
        if (parser.checkEvent(Event.ID.StreamEnd)) {
            return null;
        }
        parser.next();
        Event root = parser.next();
        @Nullable Object value = value(root, place(root), 1);
        parser.next();
        parser.next();
        return value;
    }

    private @Nullable Object value(Event event, Position key, int depth) {
        if (positioned) {
            places.put(pointer.toString(), new Positions.Place(key, place(event)));
        }
        if (event instanceof AliasEvent alias) {
            return followed(alias, depth);
        }
        deepest = Math.max(deepest, depth);
        size++;
        Optional<Anchor> anchor = ((NodeEvent) event).getAnchor();
        if (anchor.isEmpty()) {
            return content(event, depth);
        }
        long sizeBefore = size;
        int deepestBefore = deepest;
        deepest = depth;
        anchors.put(anchor.get(), Anchored.OPEN);
        @Nullable Object value = content(event, depth);
        anchors.put(anchor.get(), new Anchored(value, size - sizeBefore + 1, deepest - depth));
        deepest = Math.max(deepest, deepestBefore);
        return value;
    }

    private @Nullable Object content(Event event, int depth) {
        return switch (event) {
            case ScalarEvent scalar -> scalar(scalar);
            case MappingStartEvent _ -> map(event, depth);
            case CollectionStartEvent _ -> list(event, depth);
            default -> throw new IllegalStateException("unexpected " + event);
        };
    }

    private @Nullable Object followed(AliasEvent alias, int depth) {
        @Nullable Anchored anchored = anchors.get(alias.getAlias());
        if (anchored == null) {
            throw unreadable(
                    "yaml-syntax",
                    "The alias *" + alias.getAlias() + " refers to an anchor that is not there.",
                    alias);
        }
        if (anchored == Anchored.OPEN) {
            throw unreadable(
                    "yaml-aliases",
                    "The alias *" + alias.getAlias() + " refers to a value that contains it.",
                    alias);
        }
        size += anchored.size();
        aliased += anchored.size();
        deepest = Math.max(deepest, depth + anchored.height());
        if (aliased > MAX_ALIASED) {
            throw unreadable(
                    "yaml-aliases",
                    "The aliases of this document expand to more than "
                            + MAX_ALIASED
                            + " values and characters.",
                    alias);
        }
        requireDepth(depth + anchored.height(), alias);
        return anchored.value();
    }

    private @Nullable Object scalar(ScalarEvent scalar) {
        String text = scalar.getValue();
        size += text.length();
        Optional<String> tag = scalar.getTag();
        if (tag.isEmpty()) {
            return scalar.isPlain() ? CoreSchema.resolve(text) : text;
        }
        return switch (tag.get()) {
            case "tag:yaml.org,2002:int",
                    "tag:yaml.org,2002:float",
                    "tag:yaml.org,2002:bool",
                    "tag:yaml.org,2002:null" ->
                    CoreSchema.resolve(text);
            default -> text;
        };
    }

    private List<@Nullable Object> list(Event start, int depth) {
        requireDepth(depth, start);
        List<@Nullable Object> list = new ArrayList<>();
        for (Event event = parser.next();
                event.getEventId() != Event.ID.SequenceEnd;
                event = parser.next()) {
            int mark = pointer.length();
            if (positioned) {
                pointer.append('/').append(list.size());
            }
            list.add(value(event, place(event), depth + 1));
            pointer.setLength(mark);
        }
        return list;
    }

    private Map<String, @Nullable Object> map(Event start, int depth) {
        requireDepth(depth, start);
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (Event event = parser.next();
                event.getEventId() != Event.ID.MappingEnd;
                event = parser.next()) {
            String key = key(event, depth);
            int mark = pointer.length();
            if (positioned) {
                pointer.append('/').append(JsonValues.pointerToken(key));
            }
            if (map.containsKey(key)) {
                reportDuplicate(key, event);
            }
            Position keyPlace = place(event);
            map.put(key, value(parser.next(), keyPlace, depth + 1));
            pointer.setLength(mark);
        }
        return map;
    }

    /// A key as JavaScript makes it a property: `1` and `true` become text, nothing becomes "",
    /// and `{{ x }}`, which is a mapping as a key, becomes "{ x }".
    private String key(Event event, int depth) {
        int mark = pointer.length();
        if (positioned) {
            pointer.append("/?");
        }
        @Nullable Object key = value(event, place(event), depth + 1);
        pointer.setLength(mark);
        return key == null ? "" : FlowText.of(key);
    }

    private void reportDuplicate(String key, Event event) {
        Position second = place(event);
        Positions.@Nullable Place first = places.get(pointer.toString());
        String where = first == null ? "before" : "in line " + first.key().line();
        problems.add(
                new YamlProblem(
                        "yaml-duplicate-key",
                        "The key '"
                                + key
                                + "' stands twice in one mapping: "
                                + where
                                + " and again in line "
                                + second.line()
                                + ".",
                        pointer.toString(),
                        key,
                        "each key once",
                        second));
    }

    private void requireDepth(int depth, Event event) {
        if (depth > MAX_DEPTH) {
            throw unreadable(
                    "too-deep",
                    "The document is nested more than " + MAX_DEPTH + " levels deep.",
                    event);
        }
    }

    private UnreadableException unreadable(String code, String message, Event event) {
        return new UnreadableException(
                new YamlProblem(code, message, pointer.toString(), null, null, place(event)));
    }

    private Position place(Event event) {
        return event.getStartMark()
                .map(mark -> new Position(firstLine + mark.getLine(), mark.getColumn() + 1))
                .orElseGet(() -> new Position(firstLine, 1));
    }

    /// @param value empty for null and for a document that can't be read
    record Reading(
            Optional<Object> value,
            List<YamlProblem> problems,
            Map<String, Positions.Place> places) {}

    /// A value that an alias may stand for, how much it adds and how many levels it has below.
    private record Anchored(@Nullable Object value, long size, int height) {
        static final Anchored OPEN = new Anchored(null, 0, 0);
    }

    /// Leaves the document at once; never leaves this class.
    private static final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient YamlProblem problem;

        UnreadableException(YamlProblem problem) {
            super(problem.message(), null, false, false);
            this.problem = problem;
        }
    }
}
