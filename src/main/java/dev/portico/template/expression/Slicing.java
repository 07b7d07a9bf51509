package dev.portico.template.expression;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `list[from:to:by]`. Ends beyond the list give one undefined element more, as in Nunjucks.
final class Slicing {
    private Slicing() {}

    static List<@Nullable Object> slice(
            @Nullable Object target,
            @Nullable Object from,
            @Nullable Object to,
            @Nullable Object by,
            Run run) {
        double step = Values.missing(by) ? 1 : Values.number(by, run.budget());
        if (step == 0 || !Double.isFinite(step)) {
            throw Fault.of("The step of a slice must be a number other than 0.");
        }
        int size =
                switch (target) {
                    case List<?> list -> list.size();
                    case String text -> text.length();
                    case SafeText safe -> safe.text().length();
                    case null, default -> {
                        if (Values.missing(to) && Values.truthy(target)) {
                            throw Fault.of(
                                    "A slice needs a list or a text, not "
                                            + Values.type(target)
                                            + ".");
                        }
                        yield 0;
                    }
                };
        double start = bound(from, step < 0 ? size - 1 : 0, size, run);
        double end = Values.missing(to) ? step < 0 ? -1 : size : bound(to, size, size, run);
        if (Double.isNaN(start)) {
            throw Fault.of("The start of a slice must be a number.");
        }
        List<@Nullable Object> result = new ArrayList<>();
        double at = start;
        while (at >= 0 && at <= size && !(step < 0 ? at <= end : at >= end)) {
            run.budget().spend();
            result.add(Members.of(target, at, run));
            at += step;
        }
        return result;
    }

    private static double bound(@Nullable Object bound, double otherwise, int size, Run run) {
        if (Values.missing(bound)) {
            return otherwise;
        }
        double number = Values.number(bound, run.budget());
        return number < 0 ? number + size : number;
    }
}
