package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.PolicyReport;
import dev.portico.runtime.PolicyReport.Result;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads reports of policy engines: PolicyReport, and Report of OpenReports, which names two fields
/// anew.
final class ReportReader {
    private static final int MOST = 1_000;
    private static final Set<String> UNREMARKABLE = Set.of("pass", "skip");

    private ReportReader() {}

    static PolicyReport read(ResourceKind kind, ObjectKey key, JsonObject object) {
        @Nullable ObjectKey scope = subject(object.object("scope"), key.namespace());
        String engine = object.text("source").orElse("");
        List<Result> results = new ArrayList<>();
        for (JsonObject result : object.objects("results")) {
            List<JsonObject> subjects = new ArrayList<>(result.objects("subjects"));
            subjects.addAll(result.objects("resources"));
            if (subjects.isEmpty()) {
                results.add(result(result, scope, engine));
            }
            for (JsonObject subject : subjects) {
                results.add(result(result, subject(subject, key.namespace()), engine));
            }
        }
        return new PolicyReport(key, results.size() <= MOST ? results : most(results));
    }

    /// Of too many those count that someone has to look at.
    private static List<Result> most(List<Result> results) {
        List<Result> most = new ArrayList<>();
        for (boolean unremarkable : new boolean[] {false, true}) {
            results.stream()
                    .filter(result -> UNREMARKABLE.contains(result.outcome()) == unremarkable)
                    .limit(MOST - most.size())
                    .forEach(most::add);
        }
        return most;
    }

    private static Result result(JsonObject result, @Nullable ObjectKey subject, String engine) {
        return new Result(
                subject,
                Shared.text(Texts.cut(result.text("policy").orElse(""), Texts.MESSAGE)),
                Shared.text(Texts.cut(result.text("rule").orElse(""), Texts.MESSAGE)),
                Shared.text(Texts.cut(result.text("source").orElse(engine), 100)),
                Shared.text(result.text("result").orElse("").toLowerCase(Locale.ROOT)),
                Shared.text(result.text("severity").orElse("").toLowerCase(Locale.ROOT)),
                Shared.text(Texts.cut(result.text("category").orElse(""), Texts.MESSAGE)),
                Texts.message(
                        result.text("message").or(() -> result.text("description")).orElse("")),
                at(result));
    }

    private static @Nullable ObjectKey subject(JsonObject reference, String namespace) {
        return Owners.key(reference, namespace).orElse(null);
    }

    /// Seconds and nanoseconds, not a text as other times.
    private static @Nullable Instant at(JsonObject result) {
        JsonObject timestamp = result.object("timestamp");
        long seconds = Numbers.whole(timestamp, "seconds", 0);
        if (seconds == 0) {
            return Texts.time(result.text("timestamp"));
        }
        try {
            return Instant.ofEpochSecond(seconds, Numbers.whole(timestamp, "nanos", 0));
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }
}
