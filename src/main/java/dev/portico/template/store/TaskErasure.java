package dev.portico.template.store;

import dev.portico.access.Erasable;
import dev.portico.access.Erased;
import dev.portico.access.Erasure;
import dev.portico.platform.sql.Sql;
import dev.portico.platform.sql.TextReplacement;
import dev.portico.platform.sql.Tx;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// Takes people out of tasks that have ended: who ran and decided them, what was filled in, what
/// they said, and the files they worked with. One that has not ended needs what it was given, and
/// is told.
@Singleton
public final class TaskErasure implements Erasable {
    private static final String ENDED = "select id from task where ended_at is not null";
    private static final List<String> TASK = List.of("created_by", "spec", "error", "output");

    /// Columns by table of what belongs to a task.
    private static final Map<String, List<String>> PARTS =
            Map.of(
                    "task_step", List.of("output", "reason", "items", "noted"),
                    "task_event", List.of("body"),
                    "task_decision", List.of("actor", "comment"),
                    "task_callback", List.of("answer"));

    private final Sql sql;
    private final WorkspaceArchive archive;

    public TaskErasure(Sql sql, WorkspaceArchive archive) {
        this.sql = sql;
        this.archive = archive;
    }

    @Override
    public Erased erase(Erasure person) {
        return person.dryRun()
                ? sql.rehearse(tx -> erase(tx, person))
                : sql.inTransaction(tx -> erase(tx, person));
    }

    private Erased erase(Tx tx, Erasure person) throws SQLException {
        TextReplacement text = new TextReplacement(person.namedOrBare(), person.pseudonym());
        TreeMap<String, Integer> rows = new TreeMap<>();
        List<UUID> named =
                tx.query(
                        "select id from task where ended_at is not null and ("
                                + TextReplacement.matches(TASK)
                                + ")",
                        row -> row.getObject(1, UUID.class),
                        text.parameters(TASK).toArray());
        for (UUID task : named) {
            archive.delete(tx, task);
        }
        rows.put("task", text.in(tx, "task", "ended_at is not null", TASK));
        for (Map.Entry<String, List<String>> part : PARTS.entrySet()) {
            rows.put(
                    part.getKey(),
                    text.in(tx, part.getKey(), "task in (" + ENDED + ")", part.getValue()));
        }
        String alone = "task not in (select id from task where ended_at is null)";
        rows.put("task_made", text.in(tx, "task_made", alone, List.of("ref", "url")));
        rows.put(
                "task_origin",
                text.in(tx, "task_origin", "true", List.of("created_by", "parameters")));
        return new Erased(rows, unfinished(tx, text));
    }

    private static List<String> unfinished(Tx tx, TextReplacement text) throws SQLException {
        return tx.query(
                "select id from task where ended_at is null and ("
                        + TextReplacement.matches(TASK)
                        + " or id in (select task from task_decision where actor ~* ?))"
                        + " order by created_at limit 50",
                row ->
                        "The task "
                                + row.getString(1)
                                + " names them and has not ended; cancel it or wait for its end,"
                                + " then run this once more.",
                List.of(TASK, List.of("actor")).stream()
                        .flatMap(columns -> text.parameters(columns).stream())
                        .toArray());
    }
}
