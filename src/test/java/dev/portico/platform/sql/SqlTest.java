package dev.portico.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portico.test.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/// On a real PostgreSQL.
class SqlTest {
    private static final String SETTINGS =
            "select current_setting('transaction_isolation') || ' ' || current_setting('transaction_read_only')";

    private final Sql sql = new Sql(TestDatabase.fresh());

    private static String settings(Tx tx) throws SQLException {
        return tx.queryOne(SETTINGS, row -> row.getString(1)).orElseThrow();
    }

    @Test
    void aSnapshotIsReadOnlyAndLeavesNothingBehindOnItsConnection() {
        String before = sql.inTransaction(SqlTest::settings);
        assertThat(sql.<String>onSnapshot(SqlTest::settings)).isEqualTo("repeatable read on");
        assertThat(before).isEqualTo("read committed off");
        for (int i = 0; i < 20; i++) {
            assertThat(sql.<String>inTransaction(SqlTest::settings)).isEqualTo(before);
        }
        assertThatThrownBy(() -> sql.onSnapshot(tx -> tx.update("delete from audit where false")))
                .hasMessageContaining("25006");
    }

    @Test
    void listenersAreToldAfterTheCommitInOrderAndOfTheSameOnce() throws SQLException {
        try (Connection connection = sql.connect();
                Statement statement = connection.createStatement()) {
            boolean unused = statement.execute("listen of_the_test");
            assertThatThrownBy(
                            () ->
                                    sql.inTransaction(
                                            tx -> {
                                                tx.announce("of_the_test", "rolled back");
                                                throw new IllegalArgumentException("not this one");
                                            }))
                    .hasMessage("not this one");
            int rehearsed =
                    sql.rehearse(
                            tx -> {
                                tx.announce("of_the_test", "rehearsed");
                                return 1;
                            });
            assertThat(rehearsed).isEqualTo(1);
            int kept =
                    sql.inTransaction(
                            tx -> {
                                IntStream.range(0, 300)
                                        .forEach(i -> tx.announce("of_the_test", "n" + i / 3));
                                return 300;
                            });
            assertThat(kept).isEqualTo(300);
            List<String> told = new ArrayList<>();
            await().atMost(Duration.ofSeconds(20))
                    .until(
                            () -> {
                                PGNotification[] some =
                                        connection.unwrap(PGConnection.class).getNotifications(100);
                                for (PGNotification one : some) {
                                    told.add(one.getParameter());
                                }
                                return told.contains("n99");
                            });
            assertThat(told)
                    .containsExactlyElementsOf(
                            IntStream.range(0, 100).mapToObj(i -> "n" + i).toList());
        }
    }
}
