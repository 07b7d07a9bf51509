package dev.portico.source.kubernetes.read;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.Application;
import dev.portico.runtime.Application.Deployed;
import dev.portico.runtime.Application.Destination;
import dev.portico.runtime.Application.Managed;
import dev.portico.runtime.Application.Operation;
import dev.portico.runtime.Application.Origin;
import dev.portico.runtime.ObjectKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads Applications of Argo CD, with one source or several.
final class ApplicationReader {
    private static final int MOST_HISTORY = 10;
    private static final int MOST_RESOURCES = 1_000;
    private static final int MOST_TEXTS = 100;

    private ApplicationReader() {}

    static Application read(ResourceKind kind, ObjectKey key, JsonObject object) {
        JsonObject spec = object.object("spec");
        JsonObject status = object.object("status");
        JsonObject sync = status.object("sync");
        Metadata metadata = Metadata.of(object);
        @Nullable Operation operation = operation(object);
        return new Application(
                key,
                metadata.labels(),
                metadata.annotations(),
                spec.text("project").orElse(""),
                origins(spec),
                destination(object),
                sync.text("status").orElse("Unknown"),
                ArgoVerdict.of(object, operation),
                revisions(sync),
                most(status.object("summary").texts("images")),
                most(status.object("summary").texts("externalURLs")),
                operation,
                ArgoVerdict.conditions(status),
                history(status),
                resources(status),
                applicationSet(object));
    }

    static Destination destination(JsonObject object) {
        JsonObject destination = object.object("spec").object("destination");
        return new Destination(
                destination.text("server").orElse(""),
                destination.text("name").orElse(""),
                destination.text("namespace").orElse(""));
    }

    private static List<Origin> origins(JsonObject spec) {
        List<JsonObject> sources = spec.objects("sources");
        JsonObject hydrated = spec.object("sourceHydrator").object("drySource");
        if (sources.isEmpty() && !spec.object("source").isEmpty()) {
            sources = List.of(spec.object("source"));
        } else if (sources.isEmpty() && !hydrated.isEmpty()) {
            sources = List.of(hydrated);
        }
        return sources.stream()
                .map(
                        source ->
                                new Origin(
                                        source.text("repoURL").orElse(""),
                                        source.text("path").orElse(""),
                                        source.text("chart").orElse(""),
                                        source.text("targetRevision").orElse("")))
                .toList();
    }

    /// `revisions` of several sources, else the one `revision`.
    private static List<String> revisions(JsonObject object) {
        List<String> several = object.texts("revisions");
        return several.isEmpty()
                ? object.text("revision")
                        .filter(revision -> !revision.isEmpty())
                        .map(List::of)
                        .orElse(List.of())
                : several;
    }

    /// The operation that runs, else the last one, else one that is only asked for.
    private static @Nullable Operation operation(JsonObject object) {
        JsonObject state = object.object("status").object("operationState");
        if (state.isEmpty()) {
            return null;
        }
        JsonObject asked = state.object("operation");
        List<String> revisions = revisions(state.object("syncResult"));
        return new Operation(
                state.text("phase").orElse(""),
                Texts.message(state.text("message").orElse("")),
                String.join(
                        ", ", revisions.isEmpty() ? revisions(asked.object("sync")) : revisions),
                by(asked.object("initiatedBy")),
                Texts.time(state.text("startedAt")),
                Texts.time(state.text("finishedAt")));
    }

    private static String by(JsonObject initiatedBy) {
        return initiatedBy
                .text("username")
                .filter(name -> !name.isEmpty())
                .or(
                        () ->
                                Boolean.TRUE.equals(initiatedBy.value("automated"))
                                        ? Optional.of("automated")
                                        : Optional.empty())
                .orElse("");
    }

    /// Argo CD appends, so the newest stand last.
    private static List<Deployed> history(JsonObject status) {
        List<JsonObject> entries = status.objects("history");
        List<Deployed> history = new ArrayList<>();
        for (JsonObject entry :
                entries.subList(Math.max(0, entries.size() - MOST_HISTORY), entries.size())) {
            history.add(
                    new Deployed(
                            Numbers.whole(entry, "id", 0),
                            String.join(", ", revisions(entry)),
                            by(entry.object("initiatedBy")),
                            Texts.time(entry.text("deployStartedAt")),
                            Texts.time(entry.text("deployedAt"))));
        }
        Collections.reverse(history);
        return history;
    }

    private static List<Managed> resources(JsonObject status) {
        List<Managed> resources = new ArrayList<>();
        for (JsonObject resource : status.objects("resources")) {
            if (resources.size() == MOST_RESOURCES) {
                break;
            }
            resources.add(
                    new Managed(
                            new ObjectKey(
                                    resource.text("group").orElse(""),
                                    resource.text("kind").orElse(""),
                                    resource.text("namespace").orElse(""),
                                    resource.text("name").orElse("")),
                            resource.text("status").orElse(""),
                            resource.object("health").text("status").orElse("")));
        }
        return resources;
    }

    private static @Nullable String applicationSet(JsonObject object) {
        return object.object("metadata").objects("ownerReferences").stream()
                .filter(owner -> owner.text("kind").orElse("").equals("ApplicationSet"))
                .findFirst()
                .flatMap(owner -> owner.text("name"))
                .orElse(null);
    }

    private static List<String> most(List<String> texts) {
        return texts.subList(0, Math.min(MOST_TEXTS, texts.size()));
    }
}
