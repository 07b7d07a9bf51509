package dev.portico.ownership.store;

import dev.portico.platform.sql.Sql;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Forgets proposals and transfers that ended long ago, some at a time.
@Singleton
public final class EndedWork {
    private static final int MOST = 500;

    private final Sql sql;

    public EndedWork(Sql sql) {
        this.sql = sql;
    }

    /// Answers how many went.
    ///
    /// @param keep how long they are kept
    /// @param no how long at least those that were closed without being merged
    public int purge(Duration keep, Duration no) {
        return sql.inTransaction(
                tx ->
                        tx.update(
                                        """
                                        delete from proposal where id in (
                                            select id from proposal
                                            where state in ('DONE', 'CLOSED', 'REFUSED')
                                                and ended_at < clock_timestamp() - case state
                                                    when 'CLOSED' then greatest(?, ?) else ? end
                                                    * interval '1 ms'
                                            order by ended_at limit ? for update skip locked)
                                        """,
                                        keep.toMillis(),
                                        no.toMillis(),
                                        keep.toMillis(),
                                        MOST)
                                + tx.update(
                                        """
                                        delete from transfer where id in (
                                            select id from transfer where state <> 'RUNNING'
                                                and ended_at < clock_timestamp()
                                                    - ? * interval '1 ms'
                                            order by ended_at limit ? for update skip locked)
                                        """,
                                        keep.toMillis(),
                                        MOST));
    }
}
