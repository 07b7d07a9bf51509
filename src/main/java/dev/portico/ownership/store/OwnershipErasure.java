package dev.portico.ownership.store;

import dev.portico.access.Erasable;
import dev.portico.access.Erased;
import dev.portico.access.Erasure;
import dev.portico.platform.sql.Sql;
import dev.portico.platform.sql.TextReplacement;
import dev.portico.platform.sql.Tx;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Takes people out of proposals, transfers and aliases: who asked for them, and what those that
/// are done were about. One that still goes on is told.
@Singleton
public final class OwnershipErasure implements Erasable {
    private static final String LIVE = "state in ('WAITING', 'OPEN', 'MERGED')";

    private final Sql sql;

    public OwnershipErasure(Sql sql) {
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
        int actors = text.in(tx, "proposal", "true", List.of("actor", "reason"));
        int basis = text.in(tx, "proposal", "not " + LIVE, List.of("basis"));
        rows.put("proposal", actors + basis);
        rows.put(
                "proposal_edit",
                text.in(
                        tx,
                        "proposal_edit",
                        "proposal in (select id from proposal where not " + LIVE + ")",
                        List.of("value", "reason")));
        int askers = text.in(tx, "transfer", "true", List.of("actor"));
        int owners =
                text.in(tx, "transfer", "state <> 'RUNNING'", List.of("from_owner", "to_owner"));
        rows.put("transfer", askers + owners);
        rows.put("alias", AliasTable.erase(tx, person.ref(), text));
        rows.put("transfer_item", text.in(tx, "transfer_item", "true", List.of("reason")));
        return new Erased(rows, live(tx, person));
    }

    private static List<String> live(Tx tx, Erasure person) throws SQLException {
        List<String> remaining = new ArrayList<>();
        remaining.addAll(
                tx.query(
                        "select distinct coalesce(url, branch || ' of ' || repository) from proposal p"
                                + " join proposal_edit e on e.proposal = p.id where p."
                                + LIVE
                                + " and e.value ~* ? order by 1 limit 50",
                        row ->
                                "The proposal "
                                        + row.getString(1)
                                        + " names them; close it, then run this once more.",
                        person.namedOrBare()));
        remaining.addAll(
                tx.query(
                        "select id from transfer where state = 'RUNNING'"
                                + " and (from_owner ~* ? or to_owner ~* ?) order by 1 limit 50",
                        row ->
                                "The transfer "
                                        + row.getString(1)
                                        + " is theirs and goes on; run this once more when it has"
                                        + " ended.",
                        person.namedOrBare(),
                        person.namedOrBare()));
        return remaining;
    }
}
