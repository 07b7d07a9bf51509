package dev.portico.catalog;

import dev.portico.model.EntityRef;
import java.util.List;

/// What a descriptor file says.
///
/// @param targets where its Location documents point, in the order they are written
public record DescriptorContent(
        List<Declaration> declarations, List<Rejection> rejections, List<Target> targets) {
    public DescriptorContent {
        declarations = List.copyOf(declarations);
        rejections = List.copyOf(rejections);
        targets = List.copyOf(targets);
    }

    /// One target of a Location document.
    ///
    /// @param locationRef the Location entity
    /// @param type `url` or `file`; when the document names none, the type of its own location
    /// @param target as written; relative, absolute, with or without a glob
    /// @param required whether a missing target is a problem (`spec.presence`)
    /// @param pointer JSON pointer of the target in its document
    public record Target(
            EntityRef locationRef,
            String type,
            String target,
            boolean required,
            String pointer,
            int document,
            int line,
            int column) {}
}
