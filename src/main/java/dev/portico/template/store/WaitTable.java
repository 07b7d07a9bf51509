package dev.portico.template.store;

import dev.portico.platform.sql.Sql;
import dev.portico.platform.sql.Tx;
import dev.portico.template.action.WakeKeys;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Tasks that wait, and what ends their waiting.
@Singleton
public final class WaitTable {
    private static final int BATCH = 500;

    /// The condition stands where `%s` is.
    private static final String OPEN =
            """
            with due as (
                select t.id from task t join task_wait w on w.task = t.id
                where t.state = 'WAITING' and (%s)
                order by t.id limit %d for no key update of t skip locked)
            update task t set state = 'OPEN', open_since = clock_timestamp()
            from due where t.id = due.id
            """;

    private final Sql sql;

    public WaitTable(Sql sql) {
        this.sql = sql;
    }

    /// Lets all go on that wait for one of the keys.
    public void wake(Collection<String> keys) {
        String[] wanted = keys.toArray(String[]::new);
        open("w.wake_keys && ?::text[]", (Object) wanted);
    }

    /// Lets all go on, to look whether what they wait for has come.
    public void wakeAll() {
        open("cardinality(w.wake_keys) > 0");
    }

    /// Lets those go on whose time to look or to end has come.
    public void sweep() {
        open("w.check_at <= clock_timestamp() or w.expires <= clock_timestamp()");
    }

    /// The keys that tasks wait for, without those of what is stored.
    public Set<String> keys() {
        return sql.onSnapshot(
                tx -> {
                    Set<String> keys = new HashSet<>();
                    tx.forEach(
                            "select distinct unnest(wake_keys) from task_wait",
                            row -> keys.add(row.getString(1)));
                    keys.removeIf(key -> !WakeKeys.isPassing(key));
                    return keys;
                });
    }

    /// Lets all look again by themselves, one shortly after the other: what should have woken them
    /// may have come while no program was there.
    public void lookSoon() {
        sql.inTransaction(
                tx ->
                        tx.update(
                                """
                                with passing as (
                                    select task, row_number() over (order by task) as n
                                    from task_wait
                                    where exists (
                                        select 1 from unnest(wake_keys) as key
                                        where key not like 'decision:%' and key not like 'callback:%'))
                                update task_wait w
                                set check_at = least(
                                    w.check_at, clock_timestamp() + p.n * interval '20 ms')
                                from passing p where p.task = w.task
                                """));
    }

    private void open(String condition, @Nullable Object... parameters) {
        int opened = BATCH;
        while (opened == BATCH) {
            opened =
                    sql.inTransaction(
                            tx -> {
                                int count = tx.update(OPEN.formatted(condition, BATCH), parameters);
                                Announce.open(tx, count);
                                return count;
                            });
        }
    }

    /// What the task waits with; empty when there is none, or it does not wait.
    public Optional<WaitRow> find(UUID task) {
        return sql.onSnapshot(
                tx ->
                        tx.queryOne(
                                """
                                select w.* from task_wait w join task t on t.id = w.task
                                where w.task = ? and t.state in ('WAITING', 'OPEN', 'PROCESSING')
                                """,
                                WaitRow::read,
                                task));
    }

    /// What somebody decided.
    public record NewDecision(
            String actor, boolean approved, @Nullable String comment, EventRow event) {}

    /// Notes a decision and lets the task go on; false when it is not at that step any more.
    public boolean decide(UUID task, WaitRow wait, NewDecision decision) {
        return sql.inTransaction(
                tx -> {
                    if (!lock(tx, task, wait)) {
                        return false;
                    }
                    tx.update(
                            """
                            insert into task_decision (task, step, item, actor, approved, comment)
                            values (?, ?, ?, ?, ?, ?)
                            """,
                            task,
                            wait.step(),
                            wait.item(),
                            decision.actor(),
                            decision.approved(),
                            decision.comment());
                    EventRow.insert(tx, task, null, List.of(decision.event()));
                    goOn(tx, task);
                    return true;
                });
    }

    /// It may have been woken for nothing, and is about to wait again.
    private static boolean lock(Tx tx, UUID task, WaitRow wait) throws SQLException {
        return tx.queryOne(
                        """
                        select 1 from task t join task_wait w on w.task = t.id
                        where t.id = ? and w.step = ? and w.item = ?
                            and t.state in ('WAITING', 'OPEN', 'PROCESSING')
                        for no key update of t
                        """,
                        _ -> 1,
                        task,
                        wait.step(),
                        wait.item())
                .isPresent();
    }

    private static void goOn(Tx tx, UUID task) throws SQLException {
        int opened =
                tx.update(
                        """
                        update task set state = 'OPEN', open_since = clock_timestamp()
                        where id = ? and state = 'WAITING'
                        """,
                        task);
        Announce.open(tx, opened);
    }

    /// Hashes of the tokens of a step that is not finished, each with the item it is for.
    public List<Token> tokens(UUID task, String step) {
        return sql.onSnapshot(
                tx ->
                        tx.query(
                                """
                                select c.step, c.item, c.token_hash from task_callback c
                                join task_step s on s.task = c.task and s.number = c.step
                                where c.task = ? and s.id = ?
                                    and s.status in ('OPEN', 'PROCESSING', 'WAITING', 'UNKNOWN')
                                """,
                                row ->
                                        new Token(
                                                row.getInt("step"),
                                                row.getInt("item"),
                                                row.getBytes("token_hash")),
                                task,
                                step));
    }

    /// A token that was given out.
    public record Token(int step, int item, byte[] hash) {}

    /// Keeps what was called back and lets the task go on when it waits there.
    public void answer(UUID task, Token token, String answer) {
        sql.inTransaction(
                tx -> {
                    // locked first, as a run does that is about to wait
                    tx.queryOne("select 1 from task where id = ? for no key update", _ -> 1, task);
                    tx.update(
                            """
                            update task_callback
                            set answer = ?, answered_at = clock_timestamp(), seen = false
                            where task = ? and step = ? and item = ? and token_hash = ?
                            """,
                            answer,
                            task,
                            token.step(),
                            token.item(),
                            token.hash());
                    if (tx.queryOne(
                                    """
                                    select 1 from task_wait where task = ? and step = ? and item = ?
                                    """,
                                    _ -> 1,
                                    task,
                                    token.step(),
                                    token.item())
                            .isPresent()) {
                        goOn(tx, task);
                    }
                    return token;
                });
    }
}
