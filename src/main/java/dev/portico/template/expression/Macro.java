package dev.portico.template.expression;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A macro as a value. The body of a call block also sees the variables around it.
final class Macro implements Callable {
    private final MacroNode node;
    private final @Nullable Slots slots;
    private final @Nullable Frame frame;

    Macro(MacroNode node, @Nullable Slots slots, @Nullable Frame frame) {
        this.node = node;
        this.slots = slots;
        this.frame = frame;
    }

    @Override
    public Object call(Run run, Args arguments) {
        Frame inner = frame == null ? Frame.root() : frame.push(true);
        return new SafeText(run.inMacro(node, new Slots(node.slots(), slots), inner, arguments));
    }

    /// Gives the parameters their values: by place, then by name; a parameter with a default may
    /// also be given by place.
    static void bind(MacroNode node, Run run, Args arguments) {
        Statement.Parameters parameters = node.parameters();
        Map<String, @Nullable Object> keywords = new LinkedHashMap<>(arguments.keywords());
        List<String> names = parameters.names();
        List<String> optional = List.copyOf(parameters.defaults().keySet());
        for (int i = names.size(); i < arguments.count(); i++) {
            if (i - names.size() < optional.size()) {
                keywords.put(optional.get(i - names.size()), arguments.values().get(i));
            }
        }
        if (keywords.containsKey("caller")) {
            run.frame().put("caller", keywords.get("caller"));
        }
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            @Nullable Object value =
                    i < arguments.count()
                            ? arguments.values().get(i)
                            : keywords.getOrDefault(name, Undefined.VALUE);
            run.slots().set(parameters.slots().get(i), value);
            run.frame().put(name, value);
        }
        for (var parameter : parameters.defaults().entrySet()) {
            String name = parameter.getKey();
            @Nullable Object value =
                    keywords.containsKey(name)
                            ? keywords.get(name)
                            : run.evaluate(parameter.getValue().value());
            run.slots().set(parameter.getValue().slot(), value);
            run.frame().put(name, value);
        }
    }
}
