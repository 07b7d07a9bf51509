package dev.portico.template.expression;

import org.jspecify.annotations.Nullable;

/// Counts what one render uses against its [Limits].
final class Budget {
    private static final int CHARACTERS_PER_UNIT = 64;

    private final Limits limits;
    private int work;
    private int depth;
    private int calls;
    private int written;

    Budget(Limits limits) {
        this.limits = limits;
    }

    void spend() {
        if (++work > limits.work()) {
            throw tooMuchWork();
        }
    }

    void spend(long units) {
        if (units > limits.work() - work) {
            throw tooMuchWork();
        }
        work += (int) units;
    }

    /// Accounts for text of a length before it is made.
    void text(long length) {
        check(length);
        spend(length / CHARACTERS_PER_UNIT);
    }

    /// Accounts for text that is looked at.
    void read(@Nullable Object value) {
        if (value instanceof String text) {
            spend(text.length() / CHARACTERS_PER_UNIT);
        } else if (value instanceof SafeText safe) {
            spend(safe.text().length() / CHARACTERS_PER_UNIT);
        }
    }

    /// Refuses text that gets too long.
    void check(long length) {
        if (length > limits.output()) {
            throw Fault.limit(
                    "The template makes a text of more than "
                            + limits.output()
                            + " characters; make it smaller.");
        }
    }

    String made(String text) {
        text(text.length());
        return text;
    }

    void write(int length) {
        if (length > limits.output() - written) {
            throw Fault.limit(
                    "The output has more than "
                            + limits.output()
                            + " characters; split the template.");
        }
        written += length;
    }

    void enter() {
        if (++depth > limits.depth()) {
            throw Fault.limit(
                    "The template nests deeper than "
                            + limits.depth()
                            + "; is there a macro that calls itself without end?");
        }
    }

    void leave() {
        depth--;
    }

    void call() {
        if (++calls > limits.calls()) {
            throw Fault.limit(
                    "The template calls filters and functions of the portal more than "
                            + limits.calls()
                            + " times; keep results with {% set %}.");
        }
    }

    private Fault tooMuchWork() {
        return Fault.limit(
                "The template needs more than "
                        + limits.work()
                        + " steps; is there a loop over too many elements?");
    }
}
