package dev.portico.access.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.access.Audit;
import dev.portico.access.AuditResult;
import dev.portico.access.CiJob;
import dev.portico.access.CiRepositories;
import dev.portico.access.Viewer;
import dev.portico.access.store.RepositoryTable;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.sql.Sql;
import dev.portico.test.SwitchedDatabase;
import dev.portico.test.TestClock;
import dev.portico.test.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepositoryNumbersTest {
    private static final String ORDERS = "https://github.com/acme/orders";
    private static final Viewer CALLER = Viewer.named("ci:github/acme/orders");

    private final SwitchedDatabase database = new SwitchedDatabase(TestDatabase.fresh());
    private final TestClock clock = new TestClock();
    private final List<Audit.Entry> audited = new ArrayList<>();
    private final CiRepositories repositories = node();

    private CiRepositories node() {
        return new RepositoryNumbers(new RepositoryTable(new Sql(database)), audited::add, clock);
    }

    private static CiJob job(String issuer, String url, String id) {
        return new CiJob(
                issuer,
                "acme/orders",
                id,
                url,
                "refs/heads/main",
                "c0ffee",
                "push",
                null,
                null,
                true);
    }

    private static CiJob job(String id) {
        return job("github", ORDERS, id);
    }

    private void refused(CiRepositories at, CiJob job) {
        assertThatThrownBy(() -> at.require(CALLER, job))
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN))
                .hasMessageContaining(
                        "./portico repositories accept " + ORDERS + " " + job.repositoryId());
    }

    @Test
    void theFirstNumberCountsOnEveryNodeAndWhateverTheCase() {
        assertThat(repositories.isKnown(job("11"))).isFalse();
        repositories.require(CALLER, job("11"));
        assertThat(repositories.isKnown(job("11"))).isTrue();
        clock.pass(Duration.ofMinutes(1));
        assertThat(repositories.isKnown(job("11"))).isFalse();

        node().require(CALLER, job("github", "https://github.com/Acme/Orders.git", "11"));
        refused(node(), job("12"));
        refused(node(), job("github", "https://github.com/ACME/orders", "12"));
    }

    @Test
    void theAuditIsToldOnceWithBothNumbers() {
        repositories.require(CALLER, job("11"));
        refused(repositories, job("12"));
        refused(node(), job("12"));

        assertThat(audited).hasSize(1);
        Audit.Entry entry = audited.getFirst();
        assertThat(entry.viewer().name()).isEqualTo("ci:github/acme/orders");
        assertThat(entry.target()).isEqualTo("repository:" + ORDERS);
        assertThat(entry.result()).isEqualTo(AuditResult.REFUSED);
        assertThat(entry.details().text("known")).contains("11");
        assertThat(entry.details().text("refused")).contains("12");
    }

    @Test
    void anAdminAcceptsANumberThatWasRefusedAndNoOther() {
        repositories.require(CALLER, job("11"));
        refused(repositories, job("12"));
        assertThat(repositories.refused())
                .singleElement()
                .satisfies(
                        one -> {
                            assertThat(one.url()).isEqualTo(ORDERS);
                            assertThat(one.id()).isEqualTo("11");
                            assertThat(one.refusedId()).isEqualTo("12");
                        });
        assertThatThrownBy(() -> repositories.accept(ORDERS, "13"))
                .hasMessageContaining("was refused for the number 13");

        repositories.accept("https://github.com/Acme/Orders", "12");

        repositories.require(CALLER, job("12"));
        refused(repositories, job("11"));
    }

    @Test
    void issuersOfOneHostMayCountByDifferentNumbers() {
        repositories.require(CALLER, job("11"));
        repositories.require(CALLER, job("circle", ORDERS, "7f3a"));
        refused(repositories, job("circle", ORDERS, "11"));
    }

    @Test
    void whatWasFoundGoodGoesOnWithoutTheDatabase() {
        repositories.require(CALLER, job("11"));
        clock.pass(Duration.ofHours(1));
        database.away(true);

        repositories.require(CALLER, job("11"));
        assertThatThrownBy(() -> repositories.require(CALLER, job("12")))
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }
}
