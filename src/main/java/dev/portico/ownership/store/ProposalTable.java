package dev.portico.ownership.store;

import dev.portico.ownership.Proposal;
import dev.portico.ownership.Proposal.Edit;
import dev.portico.ownership.Proposal.ProposalEditState;
import dev.portico.ownership.Proposal.ProposalState;
import dev.portico.platform.sql.Sql;
import dev.portico.platform.sql.Tx;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Proposals. One node at a time works on one: it holds the row until its lease runs out by the
/// database's clock, and what it saves counts only while it holds it.
@Singleton
public final class ProposalTable {
    /// Taken while what is opened in an hour is counted.
    private static final long OPENING = 7_002_011L;

    private final Sql sql;

    public ProposalTable(Sql sql) {
        this.sql = sql;
    }

    /// What is asked for.
    public record Wish(
            String repository,
            String pushKey,
            String finding,
            String branch,
            String actor,
            List<Edit> edits) {
        public Wish {
            edits = List.copyOf(edits);
        }
    }

    /// Notes a wish: a new proposal, or an amendment of the live one about the same finding, which
    /// stays as it is when it asks for just that.
    ///
    /// @param no for how long a closed one stands against a new one
    /// @return the live proposal, or the closed one that stands against it
    public Proposal wish(Wish wish, Duration no) {
        return sql.inTransaction(
                tx -> {
                    Optional<UUID> against =
                            tx.queryOne(
                                    """
                                    select id from proposal
                                    where repository = ? and finding = ? and state = 'CLOSED'
                                        and ended_at > clock_timestamp() - ? * interval '1 ms'
                                    order by ended_at desc limit 1
                                    """,
                                    row -> row.getObject("id", UUID.class),
                                    wish.repository(),
                                    wish.finding(),
                                    no.toMillis());
                    if (against.isPresent()) {
                        return require(tx, against.get());
                    }
                    UUID id = UUID.randomUUID();
                    int made =
                            tx.update(
                                    """
                                    insert into proposal
                                        (id, repository, push_key, finding, branch, state, actor)
                                    values (?, ?, ?, ?, ?, 'WAITING', ?)
                                    on conflict (repository, finding)
                                        where state in ('WAITING', 'OPEN') do nothing
                                    """,
                                    id,
                                    wish.repository(),
                                    wish.pushKey(),
                                    wish.finding(),
                                    wish.branch() + "-" + id.toString().substring(0, 8),
                                    wish.actor());
                    if (made == 0) {
                        id = amend(tx, wish);
                    }
                    return edits(tx, id, wish, made > 0);
                });
    }

    private static UUID amend(Tx tx, Wish wish) throws SQLException {
        return tx.queryOne(
                        """
                        select id from proposal where repository = ? and finding = ?
                            and state in ('WAITING', 'OPEN') for update
                        """,
                        row -> row.getObject("id", UUID.class),
                        wish.repository(),
                        wish.finding())
                .orElseThrow(() -> new IllegalStateException("no proposal " + wish.finding()));
    }

    private static Proposal edits(Tx tx, UUID id, Wish wish, boolean isNew) throws SQLException {
        int changed =
                tx.update(
                        """
                        insert into proposal_edit (proposal, ref, field, value, location)
                        select ?, * from unnest(?, ?, ?, ?)
                        on conflict (proposal, ref, field) do update
                            set value = excluded.value, location = excluded.location,
                                state = 'WAITING', reason = null
                            where proposal_edit.value <> excluded.value
                        """,
                        id,
                        texts(wish.edits(), Edit::ref),
                        texts(wish.edits(), Edit::field),
                        texts(wish.edits(), Edit::value),
                        texts(wish.edits(), Edit::location));
        if (!isNew && changed > 0) {
            tx.update(
                    """
                    update proposal set revision = revision + 1, actor = ?,
                        revised_at = clock_timestamp(), next_look = clock_timestamp()
                    where id = ?
                    """,
                    wish.actor(),
                    id);
        }
        return require(tx, id);
    }

    private static String[] texts(List<Edit> edits, Function<Edit, String> text) {
        return edits.stream().map(text).toArray(String[]::new);
    }

    /// Takes the proposal that waits longest to be looked at; empty when none may be looked at now.
    ///
    /// @param holder one of its own for each call
    /// @param perHour how many requests may be opened within an hour
    public Optional<Proposal> claim(UUID holder, Duration lease, int perHour) {
        return sql.inTransaction(
                tx -> {
                    tx.execute("select pg_advisory_xact_lock(?)", OPENING);
                    Optional<UUID> id =
                            tx.queryOne(
                                    """
                                    update proposal set holder = ?,
                                        held_until = clock_timestamp() + ? * interval '1 ms'
                                    where id = (
                                        select id from proposal
                                        where state in ('WAITING', 'OPEN', 'MERGED')
                                            and next_look <= clock_timestamp()
                                            and (holder is null or held_until < clock_timestamp())
                                            and (number is not null or ? > (
                                                select count(*) from proposal
                                                where opened_at
                                                        > clock_timestamp() - interval '1 hour'
                                                    or number is null and state = 'WAITING'
                                                        and held_until > clock_timestamp())
                                                and not exists (select from transfer
                                                    where transfer.state = 'PAUSED'
                                                        and finding = 'transfer ' || transfer.id))
                                        order by next_look limit 1 for update skip locked)
                                    returning id
                                    """,
                                    row -> row.getObject("id", UUID.class),
                                    holder,
                                    lease.toMillis(),
                                    perHour);
                    return id.isEmpty() ? Optional.empty() : Optional.of(require(tx, id.get()));
                });
    }

    /// Saves how far a proposal is; false when another holds it by now. It is not let go.
    public boolean save(Proposal proposal, UUID holder) {
        Proposal.Progress progress = proposal.progress();
        Proposal.Request request = proposal.request();
        return sql.inTransaction(
                tx -> {
                    int held =
                            tx.update(
                                    """
                                    update proposal set state = ?, reason = ?, pushed = ?, base = ?,
                                        commit_id = ?, basis = ?, number = ?, url = ?,
                                        merged_commit = ?, failures = ?,
                                        opened_at = case when ?::bigint is null then opened_at
                                            else coalesce(opened_at, clock_timestamp()) end,
                                        ended_at = case
                                            when ? in ('DONE', 'CLOSED', 'REFUSED')
                                                then coalesce(ended_at, clock_timestamp()) end
                                    where id = ? and holder = ?
                                    """,
                                    proposal.state().name(),
                                    proposal.reason(),
                                    progress.pushed(),
                                    progress.base(),
                                    progress.commit(),
                                    progress.basis(),
                                    request == null ? null : request.number(),
                                    request == null ? null : request.url(),
                                    proposal.mergedCommit(),
                                    progress.failures(),
                                    request == null ? null : request.number(),
                                    proposal.state().name(),
                                    proposal.id(),
                                    holder);
                    if (held > 0) {
                        saveEdits(tx, proposal);
                    }
                    return held > 0;
                });
    }

    /// An edit that got another value meanwhile keeps waiting.
    private static void saveEdits(Tx tx, Proposal proposal) throws SQLException {
        tx.update(
                """
                update proposal_edit set state = s.state, reason = s.reason
                from unnest(?, ?, ?, ?, ?) as s (ref, field, value, state, reason)
                where proposal = ? and proposal_edit.ref = s.ref and proposal_edit.field = s.field
                    and proposal_edit.value = s.value
                """,
                texts(proposal.edits(), Edit::ref),
                texts(proposal.edits(), Edit::field),
                texts(proposal.edits(), Edit::value),
                texts(proposal.edits(), edit -> edit.state().name()),
                proposal.edits().stream().map(Edit::reason).toArray(String[]::new),
                proposal.id());
    }

    /// Lets go of a proposal until the next look; one that got another wish meanwhile is looked at
    /// again at once.
    public void release(UUID id, UUID holder, int revision, Duration pause) {
        sql.inTransaction(
                tx ->
                        tx.update(
                                """
                                update proposal set holder = null, held_until = null,
                                    next_look = case when revision > ? then clock_timestamp()
                                        else clock_timestamp() + ? * interval '1 ms' end
                                where id = ? and holder = ?
                                """,
                                revision,
                                pause.toMillis(),
                                id,
                                holder));
    }

    /// Has the live proposals of repositories looked at soon.
    ///
    /// @param number of one request; null for all
    public int wake(Collection<String> pushKeys, @Nullable Long number) {
        return sql.inTransaction(
                tx ->
                        tx.update(
                                """
                                update proposal set next_look = clock_timestamp()
                                where push_key = any(?) and (number = ? or ?::bigint is null)
                                    and state in ('WAITING', 'OPEN', 'MERGED')
                                """,
                                pushKeys.toArray(String[]::new),
                                number,
                                number));
    }

    /// Findings, with their repositories, that nothing is to be proposed for by itself: it is, or
    /// within the time it was closed or could not be done.
    public Set<List<String>> settled(Duration no) {
        return Set.copyOf(
                sql.inTransaction(
                        tx ->
                                tx.query(
                                        """
                                        select distinct repository, finding from proposal
                                        where state in ('WAITING', 'OPEN', 'MERGED')
                                            or state in ('CLOSED', 'REFUSED')
                                                and ended_at
                                                    > clock_timestamp() - ? * interval '1 ms'
                                        """,
                                        row ->
                                                List.of(
                                                        row.getString("repository"),
                                                        row.getString("finding")),
                                        no.toMillis())));
    }

    /// The newest first.
    ///
    /// @param states any of these; all when empty
    public List<Proposal> list(Set<ProposalState> states, int limit) {
        return sql.inTransaction(
                tx ->
                        read(
                                tx,
                                """
                                where state = any(?) or cardinality(?) = 0
                                order by created_at desc, id limit ?
                                """,
                                names(states),
                                names(states),
                                limit));
    }

    public Optional<Proposal> find(UUID id) {
        return sql.inTransaction(tx -> read(tx, "where id = ?", id)).stream().findFirst();
    }

    /// Of one finding, in all repositories.
    public List<Proposal> of(String finding) {
        return sql.inTransaction(
                tx -> read(tx, "where finding = ? order by created_at desc, id", finding));
    }

    private static String[] names(Set<ProposalState> states) {
        return states.stream().map(Enum::name).toArray(String[]::new);
    }

    private static Proposal require(Tx tx, UUID id) throws SQLException {
        return read(tx, "where id = ?", id).getFirst();
    }

    private static List<Proposal> read(Tx tx, String rest, @Nullable Object... parameters)
            throws SQLException {
        List<UUID> ids =
                tx.query(
                        "select id from proposal " + rest,
                        row -> row.getObject("id", UUID.class),
                        parameters);
        Map<UUID, List<Edit>> edits = new HashMap<>();
        tx.forEach(
                "select * from proposal_edit where proposal = any(?) order by ref, field",
                row ->
                        edits.computeIfAbsent(
                                        row.getObject("proposal", UUID.class),
                                        _ -> new ArrayList<>())
                                .add(edit(row)),
                (Object) ids.toArray(UUID[]::new));
        Map<UUID, Proposal> found = new HashMap<>();
        tx.forEach(
                "select * from proposal where id = any(?)",
                row -> {
                    Proposal proposal = proposal(row, edits);
                    found.put(proposal.id(), proposal);
                },
                (Object) ids.toArray(UUID[]::new));
        return ids.stream().flatMap(id -> Optional.ofNullable(found.get(id)).stream()).toList();
    }

    private static Edit edit(ResultSet row) throws SQLException {
        return new Edit(
                row.getString("ref"),
                row.getString("field"),
                row.getString("value"),
                row.getString("location"),
                ProposalEditState.valueOf(row.getString("state")),
                row.getString("reason"));
    }

    private static Proposal proposal(ResultSet row, Map<UUID, List<Edit>> edits)
            throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        long number = row.getLong("number");
        Proposal.@Nullable Request request =
                row.wasNull() ? null : new Proposal.Request(number, row.getString("url"));
        return new Proposal(
                id,
                row.getString("repository"),
                row.getString("finding"),
                row.getString("branch"),
                ProposalState.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getString("actor"),
                request,
                row.getString("merged_commit"),
                instant(row, "created_at"),
                new Proposal.Progress(
                        row.getInt("revision"),
                        row.getInt("pushed"),
                        instant(row, "revised_at"),
                        row.getString("base"),
                        row.getString("commit_id"),
                        row.getString("basis"),
                        row.getInt("failures")),
                edits.getOrDefault(id, List.of()));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }
}
