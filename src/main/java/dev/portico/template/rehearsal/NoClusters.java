package dev.portico.template.rehearsal;

import dev.portico.platform.PorticoException;
import dev.portico.source.ClusterApply;
import java.util.List;
import java.util.function.Consumer;

/// No cluster takes anything.
final class NoClusters implements ClusterApply {
    @Override
    public List<String> open() {
        return List.of();
    }

    @Override
    public List<Applied> apply(Request request, Consumer<Applied> each) {
        throw PorticoException.notFound("There is no cluster.");
    }
}
