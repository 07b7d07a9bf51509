package dev.portico.ownership;

import dev.portico.access.Viewer;
import dev.portico.catalog.ClaimOrder;
import dev.portico.catalog.ClaimVerdict;
import dev.portico.model.Claim;
import dev.portico.model.EntityRef;
import dev.portico.ownership.Proposal.Edit;
import dev.portico.ownership.Proposal.ProposalEditState;
import dev.portico.ownership.Proposal.ProposalState;
import dev.portico.ownership.store.ProposalTable;
import dev.portico.ownership.writeback.WriteBackConfig;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.scm.BrowseUrl;
import dev.portico.scm.GitHosts;
import dev.portico.scm.GitRepositories;
import dev.portico.scm.RepoUrl;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Takes wishes to have the files of entities say what the catalog knows, and tells what became of
/// them. [ProposalLoop] does the work.
@Singleton
public final class Proposals {
    /// Who asks for what is proposed by itself.
    static final String ITSELF = "write-back";

    private static final int MAX_LISTED = 500;

    private final ProposalTable table;
    private final OwnershipMemory memory;
    private final ClaimAuthority authority;
    private final Settings settings;
    private final GitHosts hosts;

    Proposals(
            ProposalTable table,
            OwnershipMemory memory,
            ClaimAuthority authority,
            Settings settings,
            GitRepositories repositories) {
        this.table = table;
        this.memory = memory;
        this.authority = authority;
        this.settings = settings;
        this.hosts = repositories.hosts();
    }

    /// What wishes are read with.
    @Singleton
    record Settings(WriteBackConfig config, OwnedKinds kinds, Clock clock) {}

    /// Has the file of an entity name an owner, by a pull request that is opened soon, or amended
    /// when one is open.
    ///
    /// FORBIDDEN when the viewer may not claim that; NOT_FOUND for no such entity; INVALID_INPUT
    /// for no owner; UNPROCESSABLE when the file says so already, or does not lie at a Git host;
    /// CONFLICT while a closed request counts as no.
    ///
    /// @param owner null for the owner that counts, or that CODEOWNERS names
    public Proposal proposeOwner(Viewer viewer, EntityRef ref, @Nullable String owner) {
        EntityFacts facts =
                memory.entity(ref)
                        .orElseThrow(
                                () -> PorticoException.notFound("There is no entity " + ref + "."));
        String value = owner == null ? known(ref, facts) : owner;
        List<String> values = List.of(value);
        ClaimCheck.value(ref, Claim.OWNER, values, settings.kinds().haveOwners(ref.kind()))
                .ifPresent(
                        wrong -> {
                            throw PorticoException.invalid(wrong);
                        });
        String canonical = ClaimCheck.canonical(ref, Claim.OWNER, values).getFirst();
        authority
                .of(viewer)
                .refusal(ref, Claim.OWNER, canonical)
                .ifPresent(
                        wrong -> {
                            throw new PorticoException(ErrorCode.FORBIDDEN, wrong);
                        });
        if (saysSo(ref, facts, canonical)) {
            throw new PorticoException(
                    ErrorCode.UNPROCESSABLE,
                    "The file of " + ref + " names " + canonical + " as owner already.");
        }
        return propose(viewer.name(), "owner " + ref, List.of(edit(facts, canonical)));
    }

    private String known(EntityRef ref, EntityFacts facts) {
        return better(ref, facts)
                .orElseThrow(
                        () ->
                                new PorticoException(
                                        ErrorCode.UNPROCESSABLE,
                                        "Nothing says another owner of "
                                                + ref
                                                + " than its file; say which to propose."));
    }

    /// The owner that counts and that the file does not name; else one that CODEOWNERS names.
    private Optional<String> better(EntityRef ref, EntityFacts facts) {
        Instant now = settings.clock().instant();
        List<Claim> owners =
                memory.claims(ref).stream()
                        .filter(claim -> claim.field().equals(Claim.OWNER))
                        .filter(claim -> !claim.isExpired(now) && Claim.isOwner(claim.value()))
                        .sorted(Claim.ORDER)
                        .toList();
        return owners.stream()
                .filter(claim -> !ClaimOrder.DERIVED.contains(claim.source()))
                .map(Claim::value)
                .filter(value -> !saysSo(ref, facts, value))
                .findFirst();
    }

    /// The owner that counts by a claim, when the file names another or none.
    Optional<String> differing(EntityRef ref) {
        Instant now = settings.clock().instant();
        Optional<Claim> winner =
                ClaimVerdict.winner(memory.claims(ref), Claim.OWNER, now)
                        .filter(claim -> !ClaimOrder.DERIVED.contains(claim.source()))
                        .filter(claim -> Claim.isOwner(claim.value()));
        Optional<EntityFacts> facts = memory.entity(ref);
        return winner.map(Claim::value)
                .filter(value -> facts.isPresent() && !saysSo(ref, facts.get(), value));
    }

    /// Whether the file of an entity names an owner.
    boolean saysSo(EntityRef ref, EntityFacts facts, String owner) {
        List<Claim> claims =
                memory.claims(ref).stream()
                        .filter(claim -> claim.field().equals(Claim.OWNER))
                        .toList();
        // who has claims has what the file says among them
        @Nullable String says =
                claims.isEmpty()
                        ? facts.owner()
                        : claims.stream()
                                .filter(claim -> claim.source().equals(ClaimOrder.FILE))
                                .map(Claim::value)
                                .findFirst()
                                .orElse(null);
        return says != null && Claim.same(Claim.OWNER, says, owner, ref.namespace());
    }

    /// The edit of an entity's file; UNPROCESSABLE when it does not lie at a Git host.
    Edit edit(EntityFacts facts, String owner) {
        repository(facts);
        return new Edit(
                facts.ref().toString(),
                Claim.OWNER,
                owner,
                String.valueOf(facts.location()),
                ProposalEditState.WAITING,
                null);
    }

    /// Where the file of an entity lies; UNPROCESSABLE when that is no repository at a Git host.
    RepoUrl repository(EntityFacts facts) {
        String location = facts.location();
        return (location == null ? Optional.<BrowseUrl>empty() : hosts.browse(location))
                .map(BrowseUrl::repository)
                .orElseThrow(
                        () ->
                                new PorticoException(
                                        ErrorCode.UNPROCESSABLE,
                                        "The file of "
                                                + facts.ref()
                                                + " does not lie at a Git host that takes pull"
                                                + " requests: "
                                                + location
                                                + "."));
    }

    /// Notes a wish about files of one repository. CONFLICT while a closed request counts as no.
    Proposal propose(String actor, String finding, List<Edit> edits) {
        RepoUrl repository =
                repository(
                        memory.entity(EntityRef.parse(edits.getFirst().ref()))
                                .orElseThrow(
                                        () ->
                                                PorticoException.notFound(
                                                        "There is no entity "
                                                                + edits.getFirst().ref()
                                                                + ".")));
        Proposal proposal =
                table.wish(
                        new ProposalTable.Wish(
                                repository.webUrl(),
                                repository.pushKey(),
                                finding,
                                settings.config().branchPrefix()
                                        + finding.replaceAll("[^A-Za-z0-9]+", "-"),
                                actor,
                                edits),
                        settings.config().noFor());
        if (proposal.state() == ProposalState.CLOSED) {
            Proposal.Request request = proposal.request();
            throw new PorticoException(
                    ErrorCode.CONFLICT,
                    "The request "
                            + (request == null ? proposal.branch() : request.url())
                            + " was closed without being merged, which counts as no for "
                            + settings.config().noFor().toDays()
                            + " days (portico.ownership.write-back.no-for).");
        }
        return proposal;
    }

    /// Proposes every owner that counts and that the file does not name; answers how many are new.
    int proposeAll() {
        Set<List<String>> settled = table.settled(settings.config().noFor());
        int wished = 0;
        for (EntityRef ref : memory.all()) {
            Optional<String> owner = differing(ref);
            Optional<EntityFacts> facts = memory.entity(ref);
            if (owner.isEmpty() || facts.isEmpty()) {
                continue;
            }
            String finding = "owner " + ref;
            try {
                if (!settled.contains(List.of(repository(facts.get()).webUrl(), finding))) {
                    String value =
                            ClaimCheck.canonical(ref, Claim.OWNER, List.of(owner.get())).getFirst();
                    propose(ITSELF, finding, List.of(edit(facts.get(), value)));
                    wished++;
                }
            } catch (PorticoException e) {
                if (e.code() != ErrorCode.UNPROCESSABLE && e.code() != ErrorCode.CONFLICT) {
                    throw e;
                }
            }
        }
        return wished;
    }

    /// The newest first. UNAVAILABLE while the database is away.
    ///
    /// @param states any of these; all when empty
    public List<Proposal> list(Set<ProposalState> states, int limit) {
        return table.list(states, Math.min(limit, MAX_LISTED));
    }

    /// What webhooks know the repository of a proposal by.
    String pushKey(Proposal proposal) {
        return RepoUrl.parse(proposal.repository()).pushKey();
    }

    public Optional<Proposal> find(UUID id) {
        return table.find(id);
    }

    /// Those about one finding in all repositories, the newest first.
    List<Proposal> about(String finding) {
        return table.of(finding);
    }

    /// Those of one entity, the newest first.
    public List<Proposal> of(EntityRef ref) {
        return table.of("owner " + ref);
    }
}
