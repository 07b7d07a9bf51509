package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.Condition;
import dev.portico.runtime.Verdict;
import dev.portico.source.kubernetes.read.Standing.Count;
import java.util.List;

/// CronJobs (`batch`); how their last run went is known from their Jobs.
final class CronJobReader implements WorkloadReader {
    @Override
    public Standing read(JsonObject object, List<Condition> conditions) {
        boolean suspended = Boolean.TRUE.equals(object.object("spec").value("suspend"));
        return Standing.of(
                        suspended ? new Count(0, 0, 0) : new Count(1, 1, 1),
                        Texts.time(object.object("status").text("lastSuccessfulTime")),
                        suspended ? Standing.suspended("suspended") : Verdict.HEALTHY)
                .patience(0);
    }

    @Override
    public JsonObject template(JsonObject object) {
        return object.object("spec").object("jobTemplate").object("spec").object("template");
    }

    @Override
    public boolean runsOnce() {
        return true;
    }
}
