package dev.portico.template.expression;

import dev.portico.platform.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One render: its variables, its output and its budget. Used by one thread.
final class Run {
    private final TemplateLanguage language;
    private final Budget budget;
    private final boolean strict;
    private final boolean thawed;
    private final Frame root = Frame.root();
    private Map<String, @Nullable Object> context;
    private boolean ownContext;
    private Frame frame = root;
    private Slots slots;
    private StringBuilder out = new StringBuilder();
    private boolean holdsCallables;

    Run(Template template, JsonObject context, boolean strict) {
        this.language = template.language();
        this.budget = new Budget(language.limits());
        this.strict = strict;
        this.thawed = template.changesLists();
        this.slots = new Slots(template.slots(), null);
        this.context = context.fields();
        if (thawed) {
            this.context = thaw(context);
            this.ownContext = true;
        }
    }

    @SuppressWarnings("unchecked")
    private Map<String, @Nullable Object> thaw(JsonObject context) {
        try {
            @Nullable Object copy = Lists.thaw(context.fields(), budget);
            return copy instanceof Map<?, ?> map
                    ? (Map<String, @Nullable Object>) map
                    : new LinkedHashMap<>();
        } catch (Fault e) {
            throw Position.START.failure(e);
        }
    }

    TemplateLanguage language() {
        return language;
    }

    Budget budget() {
        return budget;
    }

    boolean strict() {
        return strict;
    }

    Slots slots() {
        return slots;
    }

    Frame frame() {
        return frame;
    }

    String output() {
        return out.toString();
    }

    @Nullable Object evaluate(Expression expression) {
        budget.spend();
        budget.enter();
        @Nullable Object value = expression.evaluate(this);
        budget.leave();
        return value;
    }

    void run(Statement statement) {
        budget.spend();
        budget.enter();
        statement.run(this);
        budget.leave();
    }

    void write(String text) {
        budget.write(text.length());
        out.append(text);
    }

    @Nullable Object lookup(String name) {
        @Nullable Object value = frame.lookup(name);
        if (value != Undefined.VALUE) {
            return value;
        }
        if (context.containsKey(name)) {
            return context.get(name);
        }
        @Nullable Object global = language.global(name);
        if (thawed && (global instanceof List<?> || global instanceof Map<?, ?>)) {
            setGlobally(name, Lists.thaw(global, budget));
            return context.get(name);
        }
        return global;
    }

    /// Whether a variable exists, be its value undefined.
    boolean knows(String name) {
        return context.containsKey(name) || name.equals("caller");
    }

    /// `set`: at the top of a template it is seen everywhere, in macros too.
    void assign(String name, @Nullable Object value) {
        frame.assign(name, value);
        if (frame == root) {
            setGlobally(name, value);
        }
    }

    void setGlobally(String name, @Nullable Object value) {
        if (!ownContext) {
            context = new LinkedHashMap<>(context);
            ownContext = true;
        }
        context.put(name, value);
    }

    void pushFrame() {
        frame = frame.push(false);
    }

    void popFrame() {
        frame = frame.parent();
    }

    /// What a body writes, kept from the output.
    String capture(Statement.Group body) {
        StringBuilder before = out;
        out = new StringBuilder();
        body.run(this);
        String text = out.toString();
        out = before;
        return text;
    }

    void inBlock(Statement.Block block) {
        Slots before = slots;
        Frame outside = frame;
        slots = new Slots(block.slots(), null);
        frame = frame.push(true);
        block.body().run(this);
        frame = outside;
        slots = before;
    }

    String inMacro(MacroNode node, Slots inner, Frame own, Args arguments) {
        Slots before = slots;
        Frame outside = frame;
        slots = inner;
        frame = own;
        Macro.bind(node, this, arguments);
        String text = capture(node.body());
        frame = outside;
        slots = before;
        return text;
    }

    /// Notes that a list or object of the template holds a function.
    @Nullable Object holding(@Nullable Object value) {
        if (value instanceof Callable) {
            holdsCallables = true;
        }
        return value;
    }

    /// Refuses a function, and what holds one, where data is needed.
    void onlyData(@Nullable Object value) {
        if (value instanceof Callable || (holdsCallables && Lists.holdsCallable(value, budget))) {
            throw Values.notData();
        }
    }

    /// What a filter or function of the portal gave, as a value of this render.
    @Nullable Object received(@Nullable Object value) {
        if (value instanceof Number || value instanceof String) {
            return value;
        }
        return thawed ? Lists.thaw(value, budget) : value;
    }
}
