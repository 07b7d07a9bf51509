package dev.portico.query;

import dev.portico.model.Entity;
import dev.portico.platform.PorticoException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.CharacterRunAutomaton;
import org.apache.lucene.util.automaton.LevenshteinAutomata;

/// The words of a search and what they match. A word matches one that it equals or begins; from
/// four letters on also one with the same first letter and one letter wrong, missing, added or
/// swapped with its neighbour, from eight on two. A word with a digit is never taken for misspelt.
/// Besides, a word matches a name that it is or begins when nothing stands between the name's
/// parts: `userserv` finds `user-service`.
public final class SearchWords {
    static final int MAX_LENGTH = 200;
    static final int MAX_WORDS = 20;

    private static final int ONE_EDIT = 4;
    private static final int TWO_EDITS = 8;

    private final List<Word> words;
    private final String joined;

    private SearchWords(List<Word> words, String joined) {
        this.words = words;
        this.joined = joined;
    }

    /// INVALID_INPUT when the text is too long. No character has a meaning of its own.
    public static SearchWords parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw PorticoException.invalid(
                    "The search text has "
                            + text.length()
                            + " characters; at most "
                            + MAX_LENGTH
                            + " are looked for.");
        }
        List<TextAnalysis.Token> tokens = TextAnalysis.tokens(text);
        List<Word> words =
                tokens.stream().map(TextAnalysis.Token::word).distinct().map(Word::of).toList();
        if (words.size() > MAX_WORDS) {
            throw PorticoException.invalid(
                    "The search text has "
                            + words.size()
                            + " words; at most "
                            + MAX_WORDS
                            + " are looked for.");
        }
        return new SearchWords(words, TextAnalysis.joined(tokens));
    }

    List<Word> words() {
        return words;
    }

    /// All words as one.
    String joined() {
        return joined;
    }

    /// The values of an entity in which words were found.
    public List<Highlight> highlights(Entity entity) {
        List<Highlight> highlights = new ArrayList<>();
        for (EntityText.Part part : EntityText.of(entity.json()).parts()) {
            List<Highlight.Span> spans =
                    part.weight() == EntityText.Weight.NAME
                            ? nameSpans(part.value())
                            : spans(part.value());
            if (!spans.isEmpty()) {
                highlights.add(Highlight.of(part.key(), part.value(), spans));
            }
        }
        return highlights;
    }

    /// Where words are found in a name.
    public List<Highlight.Span> nameSpans(String name) {
        List<TextAnalysis.Token> tokens = TextAnalysis.tokens(name);
        BitSet found = found(tokens);
        String whole = TextAnalysis.joined(tokens);
        for (Word word : words) {
            markStart(tokens, whole, word.text(), found);
        }
        if (whole.equals(joined)) {
            markStart(tokens, whole, joined, found);
        }
        return spans(tokens, found);
    }

    private static void markStart(
            List<TextAnalysis.Token> tokens, String whole, String start, BitSet found) {
        if (!start.isEmpty() && whole.startsWith(start)) {
            int length = 0;
            for (int i = 0; length < start.length(); i++) {
                found.set(i);
                length += tokens.get(i).word().length();
            }
        }
    }

    /// Where words are found in a text.
    public List<Highlight.Span> spans(String text) {
        List<TextAnalysis.Token> tokens = TextAnalysis.tokens(text);
        return spans(tokens, found(tokens));
    }

    private BitSet found(List<TextAnalysis.Token> tokens) {
        BitSet found = new BitSet();
        IntStream.range(0, tokens.size())
                .filter(i -> words.stream().anyMatch(it -> it.matches(tokens.get(i).word())))
                .forEach(found::set);
        return found;
    }

    private static List<Highlight.Span> spans(List<TextAnalysis.Token> tokens, BitSet found) {
        List<Highlight.Span> spans = new ArrayList<>();
        found.stream()
                .mapToObj(tokens::get)
                .forEach(
                        token -> {
                            int last = spans.size() - 1;
                            if (last >= 0 && spans.get(last).end() >= token.start()) {
                                int start = spans.get(last).start();
                                spans.set(last, new Highlight.Span(start, token.end()));
                            } else {
                                spans.add(new Highlight.Span(token.start(), token.end()));
                            }
                        });
        return spans;
    }

    /// One word.
    ///
    /// @param nearly what it is also taken for
    record Word(String text, Automaton nearly, CharacterRunAutomaton nearlyRun) {
        static Word of(String text) {
            int edits = edits(text);
            int first = text.offsetByCodePoints(0, 1);
            Automaton nearly =
                    new LevenshteinAutomata(text.substring(first), true)
                            .toAutomaton(edits, text.substring(0, first));
            return new Word(text, nearly, new CharacterRunAutomaton(nearly));
        }

        static int edits(String text) {
            int length = text.codePointCount(0, text.length());
            if (length < ONE_EDIT || text.codePoints().anyMatch(Character::isDigit)) {
                return 0;
            }
            return length < TWO_EDITS ? 1 : 2;
        }

        boolean isFuzzy() {
            return edits(text) > 0;
        }

        boolean matches(String word) {
            return word.startsWith(text) || nearlyRun.run(word);
        }
    }
}
