package dev.portico.app.cases;

import java.util.List;

/// A file can't be used as it is.
public final class UnusableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    /// @param problems sentences, with file, line and column where these are known
    public UnusableException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
