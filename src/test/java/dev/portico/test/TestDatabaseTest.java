package dev.portico.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class TestDatabaseTest {
    @Test
    void eachDatabaseIsItsOwn() throws SQLException {
        DataSource one = TestDatabase.fresh();
        DataSource two = TestDatabase.fresh();

        assertThat(ask(one, "select current_database()"))
                .isNotEqualTo(ask(two, "select current_database()"));
        assertThat(ask(one, "show fsync")).isEqualTo("off");
    }

    @Test
    void postgres15IsPostgres15WhereItIsInstalled() {
        assertThat(TestDatabase.onPostgres15().stream())
                .allSatisfy(
                        database ->
                                assertThat(ask(database, "show server_version")).startsWith("15."));
    }

    private static String ask(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
