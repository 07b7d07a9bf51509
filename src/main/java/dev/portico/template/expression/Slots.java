package dev.portico.template.expression;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The bound variables of one run of a template, a macro or a call block's body.
final class Slots {
    private final @Nullable Object[] values;
    private final @Nullable Slots outer;

    Slots(int size, @Nullable Slots outer) {
        this.values = new Object[size];
        this.outer = outer;
        Arrays.fill(values, Undefined.VALUE);
    }

    private Slots level(int level) {
        Slots slots = this;
        for (int i = 0; i < level && slots.outer != null; i++) {
            slots = slots.outer;
        }
        return slots;
    }

    @Nullable Object get(Slot slot) {
        return level(slot.level()).values[slot.index()];
    }

    void set(Slot slot, @Nullable Object value) {
        level(slot.level()).values[slot.index()] = value;
    }
}
