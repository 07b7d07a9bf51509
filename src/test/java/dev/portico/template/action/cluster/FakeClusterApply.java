package dev.portico.template.action.cluster;

import dev.portico.source.ClusterApply;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Takes every request and keeps it.
final class FakeClusterApply implements ClusterApply {
    final List<Request> requests = new ArrayList<>();
    List<String> open = List.of("prod");

    @Override
    public List<String> open() {
        return open;
    }

    @Override
    public List<Applied> apply(Request request, Consumer<Applied> each) {
        requests.add(request);
        List<Applied> applied =
                request.objects().stream()
                        .map(
                                object ->
                                        new Applied(
                                                request.cluster() == null
                                                        ? open.getFirst()
                                                        : request.cluster(),
                                                object.text("apiVersion").orElse(""),
                                                object.text("kind").orElse(""),
                                                object.object("metadata")
                                                        .text("namespace")
                                                        .orElse(request.namespace()),
                                                object.object("metadata").text("name").orElse(""),
                                                "uid-1",
                                                "7"))
                        .toList();
        applied.forEach(each);
        return applied;
    }
}
