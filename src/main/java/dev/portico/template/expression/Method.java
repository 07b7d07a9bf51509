package dev.portico.template.expression;

import org.jspecify.annotations.Nullable;

/// A method of values of a type, with the number of arguments it takes.
record Method<T>(int least, int most, Body<T> body) {
    @FunctionalInterface
    interface Body<T> {
        @Nullable Object call(T target, Args arguments, Run run);
    }

    /// The method of one value, to be called.
    Callable bind(String name, T target) {
        return (run, arguments) -> {
            if (!arguments.keywords().isEmpty()) {
                throw Fault.of("'" + name + "' takes no arguments with names.");
            }
            if (arguments.count() < least || arguments.count() > most) {
                throw Fault.of(
                        "'"
                                + name
                                + "' takes "
                                + (least == most ? "" + least : least + " to " + most)
                                + " arguments, not "
                                + arguments.count()
                                + ".");
            }
            run.budget().read(target);
            arguments.values().forEach(run::onlyData);
            return body.call(target, arguments, run);
        };
    }
}
