package dev.portico.template.engine;

import dev.portico.platform.json.JsonObject;
import dev.portico.platform.json.JsonValues;
import dev.portico.template.StepState.Status;
import dev.portico.template.store.RunTable;
import dev.portico.template.store.StepRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How one step of a running task is doing. Used by the thread of the run, but for [#noted].
final class Progress {
    private static final String SKIPPED = "skipped";
    private static final String OUTPUT = "output";

    final int number;
    final int round;
    Status status;
    JsonObject output = JsonObject.EMPTY;
    @Nullable String reason;
    int attempts;
    int tries;
    @Nullable Instant startedAt;
    @Nullable Instant endedAt;

    /// Whether what is saved of it must be on disk before the run goes on, as its action is not one
    /// that is simply done again.
    boolean lasting;

    /// Outputs of the items of its `each` that are done, as they are; null for one that was
    /// skipped.
    final List<@Nullable JsonObject> items = new ArrayList<>();

    private final Map<String, JsonObject> noted = new LinkedHashMap<>();
    private final Vault vault;

    Progress(StepRow row, Vault vault) {
        this.number = row.number();
        this.round = row.round();
        this.status = row.status();
        this.reason = row.reason();
        this.attempts = row.attempts();
        this.tries = row.tries();
        this.startedAt = row.startedAt();
        this.endedAt = row.endedAt();
        this.vault = vault;
        if (row.output() != null) {
            output = vault.whole(outputKey(), JsonObject.parse(row.output()));
        }
        if (row.items() != null) {
            JsonObject stored = JsonObject.parse(row.items());
            for (JsonObject item : stored.objects("items")) {
                items.add(
                        item.has(SKIPPED)
                                ? null
                                : vault.whole(itemKey(items.size()), item.object(OUTPUT)));
            }
        }
        if (row.noted() != null) {
            JsonObject stored = JsonObject.parse(row.noted());
            stored.fields()
                    .keySet()
                    .forEach(key -> noted.put(key, vault.whole(noteKey(key), stored.object(key))));
        }
    }

    boolean ended() {
        return switch (status) {
            case COMPLETED, SKIPPED, FAILED, CANCELLED -> true;
            case OPEN, PROCESSING, WAITING, UNKNOWN -> false;
        };
    }

    synchronized @Nullable JsonObject noted(String key) {
        return noted.get(key);
    }

    synchronized void note(String key, JsonObject value) {
        noted.put(key, value);
    }

    /// As it is stored.
    synchronized RunTable.StepChange change() {
        Map<String, @Nullable Object> notes = new LinkedHashMap<>();
        noted.forEach((key, value) -> notes.put(key, vault.keep(noteKey(key), value)));
        return new RunTable.StepChange(
                number,
                status,
                status == Status.COMPLETED ? vault.keep(outputKey(), output).toJson() : null,
                reason,
                attempts,
                tries,
                items.isEmpty() ? null : storedItems(),
                notes.isEmpty() ? null : JsonValues.toJson(notes),
                startedAt,
                endedAt);
    }

    private String storedItems() {
        List<@Nullable Object> stored = new ArrayList<>();
        for (@Nullable JsonObject item : items) {
            stored.add(
                    item == null
                            ? Map.of(SKIPPED, true)
                            : Map.of(OUTPUT, vault.keep(itemKey(stored.size()), item)));
        }
        return JsonValues.toJson(Map.of("items", stored));
    }

    private String outputKey() {
        return "output/" + number;
    }

    private String itemKey(int item) {
        return "item/" + number + "/" + item;
    }

    private String noteKey(String key) {
        return "note/" + number + "/" + key;
    }
}
