package dev.portico.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.ownership.store.EndedWork;
import dev.portico.platform.sql.Sql;
import dev.portico.test.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndedWorkTest {
    private final Sql sql = new Sql(TestDatabase.fresh());

    @Test
    void whatEndedLongAgoGoesAndANoStaysWhileItCounts() {
        sql.inTransaction(
                tx ->
                        tx.update(
                                """
                                insert into proposal (id, repository, push_key, finding, branch, state, actor, ended_at)
                                select gen_random_uuid(), 'r', 'k', name, 'b', state, 'a',
                                    clock_timestamp() - days * interval '1 day'
                                from (values ('old', 'DONE', 11), ('new', 'DONE', 9),
                                    ('no', 'CLOSED', 29), ('old no', 'CLOSED', 31),
                                    ('live', 'OPEN', 99)) as p (name, state, days)
                                """));
        sql.inTransaction(
                tx ->
                        tx.update(
                                """
                                insert into transfer (id, from_owner, to_owner, way, state, actor, ended_at)
                                select gen_random_uuid(), name, 'b', 'CLAIM', state, 'a',
                                    clock_timestamp() - days * interval '1 day'
                                from (values ('old', 'DONE', 11), ('new', 'DONE', 9),
                                    ('live', 'RUNNING', 99)) as t (name, state, days)
                                """));

        int gone = new EndedWork(sql).purge(Duration.ofDays(10), Duration.ofDays(30));

        assertThat(gone).isEqualTo(3);
        assertThat(texts("select finding from proposal order by 1"))
                .containsExactly("live", "new", "no");
        assertThat(texts("select from_owner from transfer order by 1"))
                .containsExactly("live", "new");
    }

    private List<String> texts(String query) {
        return sql.onSnapshot(tx -> tx.query(query, row -> row.getString(1)));
    }
}
