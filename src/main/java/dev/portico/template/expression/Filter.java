package dev.portico.template.expression;

import org.jspecify.annotations.Nullable;

/// What stands behind a `|`.
@FunctionalInterface
interface Filter {
    @Nullable Object apply(@Nullable Object input, Args arguments, Run run);
}
