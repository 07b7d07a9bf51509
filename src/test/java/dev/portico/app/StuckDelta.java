package dev.portico.app;

import static dev.portico.app.Programs.execute;
import static dev.portico.app.Programs.rows;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Makes the transaction of a chosen position stand still in its last step: it holds the position
/// lock and has not committed. So a test can kill a process at exactly this moment.
final class StuckDelta {
    private StuckDelta() {}

    /// Deltas from this position on will stand still.
    static void prepare(Connection database, long position) throws SQLException {
        execute(
                database,
                """
                create table stuck_from (position bigint not null);
                insert into stuck_from values (%d);
                create function stand_still() returns trigger language plpgsql as $$
                begin
                    if new.position >= (select position from stuck_from) then
                        perform pg_sleep(300);
                    end if;
                    return new;
                end $$;
                create trigger stand_still before insert on delta
                    for each row execute function stand_still()
                """
                        .formatted(position));
    }

    static void at(Connection database, long position) throws SQLException {
        execute(database, "update stuck_from set position = " + position);
    }

    static void never(Connection database) throws SQLException {
        at(database, Long.MAX_VALUE);
    }

    static boolean isStuck(Connection database) throws SQLException {
        return rows(
                        database,
                        """
                        select wait_event from pg_stat_activity
                        where datname = current_database() and wait_event = 'PgSleep'
                        """)
                .equals(List.of("PgSleep"));
    }
}
