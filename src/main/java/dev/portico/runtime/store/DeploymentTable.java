package dev.portico.runtime.store;

import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonRecords;
import dev.portico.platform.sql.Sql;
import dev.portico.platform.sql.Tx;
import dev.portico.runtime.Deployment;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What CI jobs reported.
@Singleton
public final class DeploymentTable {
    /// Key of the advisory lock that orders positions.
    static final long POSITION_LOCK = 7_008L;

    private final Sql sql;

    public DeploymentTable(Sql sql) {
        this.sql = sql;
    }

    /// Keeps reports, all or none. The same report once more changes nothing.
    public void save(List<Deployment> deployments) {
        sql.inTransaction(
                tx -> {
                    tx.execute("select pg_advisory_xact_lock(?)", POSITION_LOCK);
                    insert(tx, deployments);
                    tx.execute("select pg_notify('portico_runtime', '')");
                    return null;
                });
    }

    /// One statement for the history and one for the newest: a report is the newest of its
    /// environment unless a later one is known; of two of the same time the last one counts.
    private static void insert(Tx tx, List<Deployment> deployments) throws SQLException {
        Map<String, Deployment> newest = newestOf(tx, deployments);
        Map<String, Deployment> best = new HashMap<>(newest);
        deployments.forEach(it -> best.merge(place(it), it, DeploymentTable::later));
        List<Deployment> fresh =
                deployments.stream().filter(it -> !it.equals(newest.get(place(it)))).toList();
        tx.update(
                """
                update reported_deployment set newest = false
                from unnest(?::text[], ?::text[]) as now (entity, environment)
                where newest and reported_deployment.entity = now.entity
                    and reported_deployment.environment = now.environment
                """,
                texts(fresh.stream().filter(it -> it == best.get(place(it))).toList(), true),
                texts(fresh.stream().filter(it -> it == best.get(place(it))).toList(), false));
        tx.update(
                """
                insert into reported_deployment
                    (entity, environment, newest, deployment, at)
                select entity, environment, newest, deployment, at::timestamptz
                from unnest(?::text[], ?::text[], ?::boolean[], ?::text[], ?::text[])
                  as new (entity, environment, newest, deployment, at)
                """,
                texts(fresh, true),
                texts(fresh, false),
                fresh.stream().map(it -> it == best.get(place(it))).toArray(Boolean[]::new),
                fresh.stream().map(JsonRecords::toJson).toArray(String[]::new),
                fresh.stream().map(it -> it.at().toString()).toArray(String[]::new));
    }

    private static Map<String, Deployment> newestOf(Tx tx, List<Deployment> deployments)
            throws SQLException {
        Map<String, Deployment> newest = new HashMap<>();
        tx.forEach(
                """
                select deployment from reported_deployment
                where newest and entity = any(?)
                """,
                row -> {
                    Deployment deployment = JsonRecords.read(Deployment.class, row.getString(1));
                    newest.put(place(deployment), deployment);
                },
                (Object) texts(deployments, true));
        return newest;
    }

    private static Deployment later(Deployment known, Deployment reported) {
        return reported.at().isBefore(known.at()) || reported.equals(known) ? known : reported;
    }

    private static String place(Deployment deployment) {
        return deployment.entity() + " " + deployment.environment();
    }

    private static String[] texts(List<Deployment> deployments, boolean entity) {
        return deployments.stream()
                .map(it -> entity ? it.entity().toString() : it.environment())
                .toArray(String[]::new);
    }

    static List<Deployment> newestSince(Tx tx, long position) throws SQLException {
        return tx.query(
                """
                select deployment from reported_deployment where position > ? and newest
                order by position
                """,
                row -> JsonRecords.read(Deployment.class, row.getString(1)),
                position);
    }

    /// What was reported of an entity, the newest first.
    public List<Deployment> history(EntityRef entity, int limit) {
        return sql.onSnapshot(
                tx ->
                        tx.query(
                                """
                                select deployment from reported_deployment where entity = ?
                                order by at desc, position desc limit ?
                                """,
                                row -> JsonRecords.read(Deployment.class, row.getString(1)),
                                entity.toString(),
                                limit));
    }
}
