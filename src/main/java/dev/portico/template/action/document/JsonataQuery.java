package dev.portico.template.action.document;

import dev.portico.template.action.ActionContext;
import dev.portico.template.action.Describe;
import dev.portico.template.action.Outcome;
import dev.portico.template.action.Repeat;
import dev.portico.template.action.TypedAction;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/// `roadiehq:utils:jsonata`: asks or changes a value with JSONata.
@Singleton
final class JsonataQuery extends TypedAction<JsonataQuery.Input, JsonataQuery.Output> {
    record Input(
            @Describe("The value that the expression is about.") Object data,
            @Describe("An expression in JSONata.") String expression) {}

    record Output(@Describe("What the expression answers.") @Nullable Object result) {}

    JsonataQuery() {
        super(
                new About<>(
                        "roadiehq:utils:jsonata",
                        "Asks or changes a value with a JSONata expression.",
                        Input.class,
                        Output.class,
                        Repeat.PURE,
                        true));
    }

    @Override
    protected Outcome run(Input input, ActionContext context) {
        return Results.of("result", JsonataEngine.evaluate(input.expression(), input.data()));
    }
}
