package dev.portico.template.action;

import java.util.List;

/// Brings actions that are not beans, as those declared in documents.
public interface ActionProvider {
    /// Those there are now; must be quick.
    List<Action> actions();
}
