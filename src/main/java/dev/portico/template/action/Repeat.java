package dev.portico.template.action;

/// What may be done when it is not known whether an action took effect, because the program that
/// ran it died.
public enum Repeat {
    /// Touches the workspace and the log only: it is run again on the workspace before the step.
    PURE,
    /// Running it again with the same [ActionContext#idempotencyKey()] or input does no harm.
    IDEMPOTENT,
    /// [Action#probe] finds out whether it took effect; it is run again only when it did not.
    PROBEABLE,
    /// Nobody can tell: the task waits as 'outcome unknown' until a person decides.
    UNSAFE
}
