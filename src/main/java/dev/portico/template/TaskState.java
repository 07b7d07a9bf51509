package dev.portico.template;

/// What a task is doing. Backstage's clients know OPEN, PROCESSING, COMPLETED, FAILED, CANCELLED:
/// WAITING and UNKNOWN are told to them as PROCESSING.
public enum TaskState {
    /// Ready to go on, when its turn comes.
    OPEN,
    PROCESSING,
    /// A step waits for something outside.
    WAITING,
    /// The program died in a step of which nobody can tell whether it took effect; a person must
    /// decide.
    UNKNOWN,
    COMPLETED,
    FAILED,
    CANCELLED;

    public boolean isFinal() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }
}
