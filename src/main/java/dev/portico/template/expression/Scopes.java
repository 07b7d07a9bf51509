package dev.portico.template.expression;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which names are bound where the parser is: by loops, macros and their parameters.
final class Scopes {
    /// A body with variables of its own.
    static final class Body {
        private final @Nullable Body caller;
        private final @Nullable Body outer;
        private Scope scope;
        private int slots;

        Body(@Nullable Body caller, @Nullable Body outer) {
            this.caller = caller;
            this.outer = outer;
            this.scope = new Scope(null);
        }

        int slots() {
            return slots;
        }
    }

    private record Scope(@Nullable Scope parent, Map<String, Integer> names) {
        Scope(@Nullable Scope parent) {
            this(parent, new HashMap<>());
        }
    }

    private Body body = new Body(null, null);

    /// Begins the body of a macro or block, which sees no bound name of outside, or of a call
    /// block, which sees them all.
    void enterBody(boolean seesOuter) {
        body = new Body(body, seesOuter ? body : null);
    }

    /// Ends a body, or only pauses it.
    Body leaveBody() {
        Body left = body;
        if (body.caller != null) {
            body = body.caller;
        }
        return left;
    }

    void resume(Body paused) {
        body = paused;
    }

    /// The slots of the body that is read.
    int slots() {
        return body.slots;
    }

    void push() {
        body.scope = new Scope(body.scope);
    }

    void pop() {
        if (body.scope.parent() != null) {
            body.scope = body.scope.parent();
        }
    }

    /// Whether what is defined here is seen here only, not in the whole template.
    boolean local() {
        return body.scope.parent() != null || body.outer != null;
    }

    Slot bind(String name) {
        int index = body.slots++;
        body.scope.names().put(name, index);
        return new Slot(0, index);
    }

    @Nullable Slot find(String name) {
        int level = 0;
        for (@Nullable Body in = body; in != null; in = in.outer) {
            for (@Nullable Scope scope = in.scope; scope != null; scope = scope.parent()) {
                @Nullable Integer index = scope.names().get(name);
                if (index != null) {
                    return new Slot(level, index);
                }
            }
            level++;
        }
        return null;
    }
}
