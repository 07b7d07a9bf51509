package dev.portico.template.engine;

/// The run must end without a word: somebody else has the task, or the program ends.
final class RunEnded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RunEnded() {
        super(null, null, false, false);
    }
}
