package dev.portico.template.expression;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `{% for name in items %}`, or `{% for a, b in items %}` over lists in a list or an object's
/// keys and values.
///
/// @param counted whether the body uses `loop`
record Loop(
        List<Statement.Target> targets,
        Expression items,
        Statement.Group body,
        Statement.Group otherwise,
        boolean counted,
        Position at)
        implements Statement {
    @Override
    public void run(Run run) {
        @Nullable Object values = run.evaluate(items);
        run.pushFrame();
        try {
            boolean any = Values.truthy(values) && each(values, run);
            if (!any) {
                otherwise.run(run);
            }
        } catch (Fault e) {
            throw at.failure(e);
        } finally {
            run.popFrame();
        }
    }

    private boolean each(@Nullable Object values, Run run) {
        if (targets.size() > 1 && !(values instanceof List<?>)) {
            return pairs(values, run);
        }
        return switch (values) {
            case List<?> list -> elements(list, run);
            case String text -> characters(text, run);
            case SafeText safe -> characters(safe.text(), run);
            case Map<?, ?> map when map.containsKey("length") -> indexed(map, run);
            case null, default -> false;
        };
    }

    private boolean elements(List<?> list, Run run) {
        int length = list.size();
        Map<String, @Nullable Object> loop = new LinkedHashMap<>();
        for (int i = 0; i < list.size(); i++) {
            @Nullable Object element = list.get(i);
            if (targets.size() == 1) {
                bind(0, element, run);
            } else {
                spread(element, run);
            }
            turn(loop, i, length, run);
        }
        return length > 0;
    }

    private void spread(@Nullable Object element, Run run) {
        if (Values.missing(element)) {
            throw Fault.of(
                    "The loop has "
                            + targets.size()
                            + " variables, so each element must be a list, not "
                            + Values.type(element)
                            + ".");
        }
        for (int i = 0; i < targets.size(); i++) {
            bind(i, Members.of(element, (double) i, run), run);
        }
    }

    private boolean characters(String text, Run run) {
        Map<String, @Nullable Object> loop = new LinkedHashMap<>();
        for (int i = 0; i < text.length(); i++) {
            bind(0, String.valueOf(text.charAt(i)), run);
            turn(loop, i, text.length(), run);
        }
        return !text.isEmpty();
    }

    /// An object with a `length`, as in JavaScript.
    private boolean indexed(Map<?, ?> map, Run run) {
        double length = Values.number(map.get("length"), run.budget());
        Map<String, @Nullable Object> loop = new LinkedHashMap<>();
        for (int i = 0; i < length; i++) {
            bind(0, Members.of(map, (double) i, run), run);
            turn(loop, i, (int) length, run);
        }
        return Values.truthy(map.get("length"));
    }

    private boolean pairs(@Nullable Object values, Run run) {
        Map<String, @Nullable Object> loop = new LinkedHashMap<>();
        int i = 0;
        if (values instanceof Map<?, ?> map) {
            List<String> keys = Values.keys(map);
            for (String key : keys) {
                pair(key, map.get(key), run);
                turn(loop, i++, keys.size(), run);
            }
        } else if (values instanceof String || values instanceof SafeText) {
            String text = Values.text(values, run.budget());
            for (; i < text.length(); i++) {
                pair(Integer.toString(i), String.valueOf(text.charAt(i)), run);
                turn(loop, i, text.length(), run);
            }
        }
        return i > 0;
    }

    private void pair(String key, @Nullable Object value, Run run) {
        bind(0, key, run);
        bind(1, value, run);
    }

    private void bind(int index, @Nullable Object value, Run run) {
        Statement.Target target = targets.get(index);
        if (target.slot() != null) {
            run.slots().set(target.slot(), value);
        }
        run.frame().put(target.name(), value);
    }

    private void turn(Map<String, @Nullable Object> loop, int index, int length, Run run) {
        run.budget().spend();
        if (counted) {
            if (index == 0 && targets.stream().noneMatch(it -> it.name().equals("loop"))) {
                run.frame().put("loop", loop);
            }
            loop.put("index", (long) index + 1);
            loop.put("index0", (long) index);
            loop.put("revindex", (long) length - index);
            loop.put("revindex0", (long) length - index - 1);
            loop.put("first", index == 0);
            loop.put("last", index == length - 1);
            loop.put("length", (long) length);
        }
        body.run(run);
    }
}
