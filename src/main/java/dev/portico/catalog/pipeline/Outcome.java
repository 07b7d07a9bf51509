package dev.portico.catalog.pipeline;

import dev.portico.catalog.Declaration;
import dev.portico.catalog.DescriptorContent;
import dev.portico.catalog.Rejection;
import java.util.List;

/// What became of one document.
public sealed interface Outcome {
    /// It is good.
    record Accepted(Declaration declaration, List<DescriptorContent.Target> targets)
            implements Outcome {}

    /// It was kept out.
    record Rejected(Rejection rejection) implements Outcome {}
}
