package dev.portico.source.kubernetes.read;

/// What is kept of a Pod.
///
/// @param created seconds since 1970; 0 when not told
/// @param since second from which on it is not ready; only of one that waits
/// @param revision label `controller-revision-hash`, or empty
/// @param trouble why it can't start or failed, in words; empty for nothing wrong
record Pod(
        String name,
        WorkloadSlot slot,
        State state,
        int restarts,
        long created,
        long since,
        String revision,
        String trouble) {
    enum State {
        READY,
        WAITING,
        FAILED,
        /// Has done its work, or is being deleted.
        DONE
    }
}
