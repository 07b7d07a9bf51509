package dev.portico.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/// Cuts text into words, the same way for the index, for questions and for highlights: at spaces
/// and punctuation, at `-`, `_`, `.` and where a capital begins (`paymentGateway-v2` is `payment`,
/// `gateway`, `v2`), in lower case and without accents. Every Han character is a word.
final class TextAnalysis extends Analyzer {
    static final TextAnalysis INSTANCE = new TextAnalysis();

    private static final int SPLIT =
            WordDelimiterGraphFilter.GENERATE_WORD_PARTS
                    | WordDelimiterGraphFilter.GENERATE_NUMBER_PARTS
                    | WordDelimiterGraphFilter.SPLIT_ON_CASE_CHANGE
                    | WordDelimiterGraphFilter.STEM_ENGLISH_POSSESSIVE;

    private TextAnalysis() {}

    /// One word and where it stands in the text, in UTF-16 units.
    record Token(String word, int start, int end) {}

    @Override
    protected TokenStreamComponents createComponents(String field) {
        Tokenizer words = new StandardTokenizer();
        TokenStream parts = new WordDelimiterGraphFilter(words, SPLIT, null);
        return new TokenStreamComponents(words, new ASCIIFoldingFilter(new LowerCaseFilter(parts)));
    }

    static List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        try (TokenStream stream = INSTANCE.tokenStream("", text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            OffsetAttribute offset = stream.addAttribute(OffsetAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                tokens.add(new Token(term.toString(), offset.startOffset(), offset.endOffset()));
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tokens;
    }

    /// All words without what stood between them: `user-service` and `UserService` are one.
    static String joined(List<Token> tokens) {
        StringBuilder joined = new StringBuilder();
        tokens.forEach(token -> joined.append(token.word()));
        return joined.toString();
    }
}
