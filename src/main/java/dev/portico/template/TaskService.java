package dev.portico.template;

/// What works for tasks in the background of this node.
public interface TaskService {
    /// Starts and returns at once.
    ///
    /// @param runs whether this node runs tasks, or only takes them
    void start(boolean runs);

    /// Lets steps that run end for some seconds; other nodes, or the next start, go on with what is
    /// left.
    void stop();
}
