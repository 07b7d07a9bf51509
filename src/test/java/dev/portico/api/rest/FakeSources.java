package dev.portico.api.rest;

import dev.portico.model.EntityRef;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.source.SourceInfo;
import dev.portico.source.SourceReport;
import dev.portico.source.Sources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Sources that only note what they are asked for.
final class FakeSources implements Sources {
    final List<String> refreshed = new ArrayList<>();
    final List<SourceReport> reports = new ArrayList<>();

    @Override
    public List<SourceReport> reports() {
        return reports;
    }

    @Override
    public Optional<SourceReport> report(String name) {
        return reports.stream().filter(report -> report.info().name().equals(name)).findFirst();
    }

    @Override
    public Optional<SourceReport> summary(String name) {
        return report(name);
    }

    @Override
    public Collection<SourceInfo> infos() {
        return reports.stream().map(SourceReport::info).toList();
    }

    @Override
    public void awaitKnown(Duration atMost) {}

    @Override
    public void refresh(String name, String actor) {
        refreshed.add(name + " by " + actor);
    }

    @Override
    public void refresh(EntityRef ref, String actor) {
        refreshed.add(ref + " by " + actor);
    }

    @Override
    public long confirmRemovals(String source, String actor) {
        throw new PorticoException(ErrorCode.CONFLICT, "Nothing is held.");
    }

    @Override
    public void rejectRemovals(String source, String actor) {
        throw new PorticoException(ErrorCode.CONFLICT, "Nothing is held.");
    }
}
