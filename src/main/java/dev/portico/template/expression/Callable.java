package dev.portico.template.expression;

import org.jspecify.annotations.Nullable;

/// What can be called in a template: a macro, a global function, a method of a value.
@FunctionalInterface
interface Callable {
    @Nullable Object call(Run run, Args arguments);
}
