package dev.portico.platform.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// How a document is written: which characters are which value. For [YamlSplice], which has read
/// the document before, so it is right and not too deep.
final class YamlTree {
    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setUseMarks(true).setCodePointLimit(Integer.MAX_VALUE).build();

    private final ParserImpl parser;

    private YamlTree(String text) {
        this.parser = new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text));
    }

    /// A value as it is written.
    ///
    /// @param start its first code point, an anchor or tag before it included
    /// @param end the code point behind its last
    /// @param members of a mapping, in their order; empty for all else
    record Node(Event event, int start, int end, List<Member> members) {
        Optional<Member> member(String key) {
            return members.stream().filter(each -> each.name().equals(key)).findFirst();
        }

        boolean isMapping() {
            return event instanceof MappingStartEvent;
        }

        boolean isFlow() {
            return event instanceof CollectionStartEvent start && start.isFlow();
        }

        boolean isAlias() {
            return event instanceof AliasEvent;
        }

        boolean isAnchored() {
            return !isAlias() && event instanceof NodeEvent node && node.getAnchor().isPresent();
        }
    }

    /// A key and its value.
    record Member(Node key, Node value) {
        String name() {
            return key.event() instanceof ScalarEvent scalar ? scalar.getValue() : "";
        }
    }

    /// The root of the one document in a text.
    static Node of(String text) {
        String current = text;
        while (true) {
            try {
                YamlTree tree = new YamlTree(current);
                tree.parser.next();
                tree.parser.next();
                return tree.node(tree.parser.next());
            } catch (MarkedYamlEngineException e) {
                // a tab between words becomes a space of the same length, so places stay
                current =
                        e.getProblemMark()
                                .map(Mark::getIndex)
                                .flatMap(mended(current))
                                .orElseThrow(() -> e);
            }
        }
    }

    private static Function<Integer, Optional<String>> mended(String text) {
        return index -> TabRepair.repair(text, index);
    }

    private Node node(Event event) {
        List<Member> members = new ArrayList<>();
        Event end = event;
        if (event instanceof MappingStartEvent) {
            for (end = parser.next();
                    end.getEventId() != Event.ID.MappingEnd;
                    end = parser.next()) {
                Node key = node(end);
                members.add(new Member(key, node(parser.next())));
            }
        } else if (event instanceof CollectionStartEvent) {
            for (end = parser.next();
                    end.getEventId() != Event.ID.SequenceEnd;
                    end = parser.next()) {
                node(end);
            }
        }
        return new Node(event, index(event.getStartMark()), index(end.getEndMark()), members);
    }

    private static int index(Optional<Mark> mark) {
        return mark.orElseThrow().getIndex();
    }
}
