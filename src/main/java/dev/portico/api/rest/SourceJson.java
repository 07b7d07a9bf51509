package dev.portico.api.rest;

import dev.portico.catalog.Rejection;
import dev.portico.model.Problem;
import dev.portico.model.SourcePosition;
import dev.portico.source.SourceInfo;
import dev.portico.source.SourceReport;
import dev.portico.source.Why;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The reports on sources as JSON of our own routes. What is not there is left out.
final class SourceJson {
    private SourceJson() {}

    /// A report without its lists.
    static Map<String, Object> summary(SourceReport report) {
        SourceInfo info = report.info();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", info.name());
        json.put("kind", info.kind());
        json.put("class", lower(info.sourceClass()));
        json.put("trust", lower(info.trust()));
        json.put("url", info.url());
        json.put("configured", info.configured());
        put(json, "pollInterval", info.pollInterval());
        json.put("state", lower(report.state()));
        json.put("entities", report.entities());
        json.put("conflicts", report.conflicts());
        json.put("problemCount", report.problems().size());
        json.put("rejectionCount", report.rejectionCount());
        put(json, "lastRun", report.lastRun());
        put(json, "revision", report.revision());
        put(json, "error", report.error());
        put(json, "goneSince", report.goneSince());
        SourceReport.Held held = report.held();
        if (held != null) {
            json.put("held", held(held));
        }
        return json;
    }

    private static Map<String, Object> held(SourceReport.Held held) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("since", held.since().toString());
        json.put("total", held.total());
        json.put("refs", held.refs());
        return json;
    }

    /// A report with its problems and rejections.
    static Map<String, Object> full(SourceReport report) {
        Map<String, Object> json = summary(report);
        json.put("problems", report.problems().stream().map(SourceJson::problem).toList());
        json.put("rejections", report.rejections().stream().map(SourceJson::rejection).toList());
        return json;
    }

    private static Map<String, Object> rejection(Rejection rejection) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("location", rejection.location());
        json.put("document", rejection.document());
        put(json, "ref", rejection.ref());
        json.put("problems", rejection.problems().stream().map(SourceJson::problem).toList());
        return json;
    }

    private static Map<String, Object> problem(Problem problem) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("code", problem.code());
        json.put("severity", lower(problem.severity()));
        json.put("message", problem.message());
        json.put("pointer", problem.pointer());
        put(json, "found", problem.found());
        put(json, "allowed", problem.allowed());
        json.put("position", position(problem.position()));
        return json;
    }

    private static Map<String, Object> position(SourcePosition position) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("source", position.source());
        json.put("file", position.file());
        put(json, "commit", position.commit());
        json.put("document", position.document());
        json.put("line", position.line());
        json.put("column", position.column());
        return json;
    }

    static Map<String, Object> answer(Why.Answer answer) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ref", answer.ref().toString());
        json.put("present", answer.present());
        json.put("reasons", answer.reasons().stream().map(SourceJson::reason).toList());
        return json;
    }

    private static Map<String, Object> reason(Why.Reason reason) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("code", reason.code());
        json.put("message", reason.message());
        put(json, "source", reason.source());
        SourcePosition position = reason.position();
        if (position != null) {
            json.put("position", position(position));
        }
        return json;
    }

    static List<Map<String, Object>> summaries(List<SourceReport> reports) {
        return reports.stream().map(SourceJson::summary).toList();
    }

    private static void put(Map<String, Object> json, String key, @Nullable Object value) {
        if (value != null) {
            json.put(key, Objects.toString(value));
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
