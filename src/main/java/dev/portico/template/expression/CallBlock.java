package dev.portico.template.expression;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `{% call name(…) %}`: calls a macro that gets the body as its `caller`.
record CallBlock(Invocation.FunctionCall call, MacroNode body, Position at) implements Statement {
    @Override
    public void run(Run run) {
        @Nullable Object function = run.evaluate(call.callee());
        if (!(function instanceof Macro macro)) {
            throw at.failure(
                    Fault.of(
                            "A call block needs a macro; '"
                                    + call.shown()
                                    + "' is "
                                    + Values.type(function)
                                    + "."));
        }
        Args args = call.arguments().evaluate(run);
        Map<String, @Nullable Object> keywords = new LinkedHashMap<>(args.keywords());
        keywords.put("caller", new Macro(body, run.slots(), run.frame()));
        try {
            run.write(
                    Values.output(
                            macro.call(run, new Args(args.values(), keywords)), run.budget()));
        } catch (Fault e) {
            throw at.failure(e);
        }
    }
}
