package dev.portico.runtime.store;

import dev.portico.access.Erasable;
import dev.portico.access.Erased;
import dev.portico.access.Erasure;
import dev.portico.platform.sql.Sql;
import dev.portico.platform.sql.TextReplacement;
import dev.portico.platform.sql.Tx;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeMap;

/// Takes people out of reported deployments and of what happened in clusters. What a cluster says
/// now it would say again, so that is told.
@Singleton
public final class RuntimeErasure implements Erasable {
    private static final List<String> DEPLOYMENT = List.of("deployment");
    private static final List<String> TRANSITION = List.of("value_before", "value_after", "reason");

    private final Sql sql;

    public RuntimeErasure(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Erased erase(Erasure person) {
        return person.dryRun()
                ? sql.rehearse(tx -> erase(tx, person))
                : sql.inTransaction(tx -> erase(tx, person));
    }

    private static Erased erase(Tx tx, Erasure person) throws SQLException {
        TextReplacement text = new TextReplacement(person.namedOrBare(), person.pseudonym());
        TreeMap<String, Integer> rows = new TreeMap<>();
        tx.execute("select pg_advisory_xact_lock(?)", DeploymentTable.POSITION_LOCK);
        // a new position, so that every node reads the newest ones anew
        tx.update(
                "update reported_deployment set position = nextval('reported_position')"
                        + " where newest and ("
                        + TextReplacement.matches(DEPLOYMENT)
                        + ")",
                text.parameters(DEPLOYMENT).toArray());
        rows.put("reported_deployment", text.in(tx, "reported_deployment", "true", DEPLOYMENT));
        rows.put("runtime_transition", text.in(tx, "runtime_transition", "true", TRANSITION));
        tx.execute("select pg_notify('portico_runtime', '')");
        List<String> remaining =
                tx.query(
                        "select source, key from runtime_object where state ~* ? order by 1, 2 limit 50",
                        row ->
                                "%s in %s names them; change it there, then run this once more."
                                        .formatted(row.getString("key"), row.getString("source")),
                        person.named());
        return new Erased(rows, remaining);
    }
}
