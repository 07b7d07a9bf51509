package dev.portico.template.expression;

import org.jspecify.annotations.Nullable;

/// `{% macro name(…) %}`, or the body of a call block.
///
/// @param target where the macro is kept; null for the body of a call block
/// @param local whether only the place where it stands knows it
record MacroNode(
        @Nullable Target target, boolean local, Parameters parameters, Group body, int slots)
        implements Statement {
    @Override
    public void run(Run run) {
        if (target == null) {
            return;
        }
        Macro macro = new Macro(this, null, null);
        if (target.slot() != null) {
            run.slots().set(target.slot(), macro);
        }
        if (!local) {
            run.setGlobally(target.name(), macro);
        }
    }
}
