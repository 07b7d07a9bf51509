package dev.portico.template.expression;

import java.util.List;

/// Walks over the words of one tag.
final class TokenCursor {
    private final List<Token> tokens;
    private final Lexer lexer;
    private int index;

    TokenCursor(List<Token> tokens, Lexer lexer) {
        this.tokens = tokens;
        this.lexer = lexer;
    }

    Token peek() {
        return tokens.get(index);
    }

    Token second() {
        return tokens.get(Math.min(index + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(index);
        if (index < tokens.size() - 1) {
            index++;
        }
        return token;
    }

    boolean skip(String operator) {
        return peek().operator(operator) && moved();
    }

    boolean skipName(String name) {
        return peek().name(name) && moved();
    }

    private boolean moved() {
        index++;
        return true;
    }

    void expect(String operator) {
        if (!skip(operator)) {
            throw at().syntax("Here should stand '" + operator + "', not " + peek().shown() + ".");
        }
    }

    /// @param what names what the name is for, in a message
    String name(String what) {
        Token token = next();
        if (token.kind() != Token.Kind.NAME) {
            throw at(token).syntax(what + " needs a name, not " + token.shown() + ".");
        }
        return token.text();
    }

    /// Where the next word is.
    Position at() {
        return lexer.at(peek());
    }

    Position at(Token token) {
        return lexer.at(token);
    }
}
