package dev.portico.template.expression;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Variables that `set` and loops make; a loop has its own frame, a macro starts without any.
final class Frame {
    private final @Nullable Frame parent;
    private final boolean isolated;
    private @Nullable Map<String, @Nullable Object> variables;

    private Frame(@Nullable Frame parent, boolean isolated) {
        this.parent = parent;
        this.isolated = isolated;
    }

    static Frame root() {
        return new Frame(null, false);
    }

    /// @param isolate whether `set` inside never changes a variable outside
    Frame push(boolean isolate) {
        return new Frame(this, isolate);
    }

    /// The frame this one was pushed on; itself at the top.
    Frame parent() {
        return parent == null ? this : parent;
    }

    @Nullable Object lookup(String name) {
        for (@Nullable Frame frame = this; frame != null; frame = frame.parent) {
            @Nullable Object value = frame.own(name);
            if (value != Undefined.VALUE) {
                return value;
            }
        }
        return Undefined.VALUE;
    }

    private @Nullable Object own(String name) {
        return variables == null || !variables.containsKey(name)
                ? Undefined.VALUE
                : variables.get(name);
    }

    void put(String name, @Nullable Object value) {
        if (variables == null) {
            variables = new HashMap<>();
        }
        variables.put(name, value);
    }

    /// Changes the variable where it is, or makes it here.
    void assign(String name, @Nullable Object value) {
        for (@Nullable Frame frame = this;
                frame != null;
                frame = frame.isolated ? null : frame.parent) {
            if (frame.own(name) != Undefined.VALUE) {
                frame.put(name, value);
                return;
            }
        }
        put(name, value);
    }
}
