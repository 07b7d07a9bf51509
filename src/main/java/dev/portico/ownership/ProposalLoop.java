package dev.portico.ownership;

import dev.portico.catalog.CatalogWriter;
import dev.portico.catalog.Cause;
import dev.portico.catalog.ClaimDelta;
import dev.portico.catalog.ClaimOrder;
import dev.portico.model.Claim;
import dev.portico.model.EntityRef;
import dev.portico.ownership.Proposal.Edit;
import dev.portico.ownership.Proposal.Progress;
import dev.portico.ownership.Proposal.ProposalEditState;
import dev.portico.ownership.Proposal.ProposalState;
import dev.portico.ownership.store.ProposalTable;
import dev.portico.ownership.writeback.ProposalHost;
import dev.portico.ownership.writeback.WriteBackConfig;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.source.SourceLookup;
import dev.portico.source.SourceTrigger;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Brings proposals forward, one after the other: at their hosts, and once one is merged in the
/// catalog, where the claims it carried are withdrawn as soon as the files say the same.
@Singleton
final class ProposalLoop {
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
    private static final int MOST_DOUBLINGS = 9;
    private static final int LOOKS_SOON = 60;
    private static final int LAST_LOOK = 100;

    private final ProposalTable table;
    private final Proposals proposals;
    private final OwnershipMemory memory;
    private final Work work;

    ProposalLoop(ProposalTable table, Proposals proposals, OwnershipMemory memory, Work work) {
        this.table = table;
        this.proposals = proposals;
        this.memory = memory;
        this.work = work;
    }

    /// What the loop acts on.
    @Singleton
    record Work(
            ProposalHost host,
            CatalogWriter writer,
            SourceLookup lookup,
            SourceTrigger trigger,
            WriteBackConfig config) {}

    /// Looks at one proposal; false when there is none to be looked at now.
    boolean look() throws InterruptedException {
        UUID holder = UUID.randomUUID();
        Optional<Proposal> claimed = table.claim(holder, LEASE, work.config().perHour());
        if (claimed.isEmpty()) {
            return false;
        }
        Proposal proposal = claimed.get();
        Duration pause;
        try {
            Proposal now =
                    proposal.state() == ProposalState.MERGED
                            ? proposal
                            : work.host().look(proposal, each -> save(each, holder));
            if (now.state() == ProposalState.MERGED) {
                if (proposal.state() != ProposalState.MERGED) {
                    merged(proposal);
                }
                now = settle(now);
            }
            save(now, holder);
            boolean soon =
                    now.state() == ProposalState.MERGED && now.progress().failures() <= LOOKS_SOON;
            pause = soon ? SOON : work.config().lookEvery();
        } catch (IOException | PorticoException e) {
            pause = failed(proposal, holder, e);
        }
        table.release(proposal.id(), holder, proposal.progress().revision(), pause);
        return true;
    }

    private void save(Proposal proposal, UUID holder) {
        if (!table.save(proposal, holder)) {
            throw new PorticoException(
                    ErrorCode.CONFLICT, "Another node works on this proposal by now.");
        }
    }

    /// What may go better later waits longer each time; what may not ends what was not opened.
    private Duration failed(Proposal proposal, UUID holder, Exception e) {
        boolean retry = !(e instanceof PorticoException known) || known.code().retryable();
        String reason =
                e instanceof PorticoException known ? known.text() : "The disk failed: " + e;
        Log.warnf("proposal waits finding=%s reason=%s", proposal.finding(), reason);
        Proposal last = proposals.find(proposal.id()).orElse(proposal);
        Progress progress = last.progress();
        int failures = progress.failures() + 1;
        boolean ends = !retry && last.request() == null;
        table.save(
                new Proposal(
                        last.id(),
                        last.repository(),
                        last.finding(),
                        last.branch(),
                        ends ? ProposalState.REFUSED : last.state(),
                        reason,
                        last.actor(),
                        last.request(),
                        last.mergedCommit(),
                        last.createdAt(),
                        new Progress(
                                progress.revision(),
                                progress.pushed(),
                                progress.revisedAt(),
                                // what can't be read any more is no place to go on from
                                retry ? progress.base() : null,
                                progress.commit(),
                                progress.basis(),
                                failures),
                        last.edits()),
                holder);
        return retry
                ? FIRST_RETRY.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS))
                : work.config().lookEvery();
    }

    private void merged(Proposal proposal) {
        Proposal.Request request = proposal.request();
        Log.infof(
                "merged request=%s finding=%s",
                request == null ? "" : request.url(), proposal.finding());
        work.lookup()
                .sourcesReading(proposals.pushKey(proposal))
                .forEach(source -> work.trigger().changed(source, Proposals.ITSELF));
    }

    /// Withdraws the claims that files say by themselves now; DONE once all do, and in the end
    /// also when one does not: somebody may have changed the branch before it was merged.
    private Proposal settle(Proposal proposal) {
        List<Edit> edits = new ArrayList<>();
        List<ClaimDelta.Change> changes = new ArrayList<>();
        for (Edit edit : proposal.edits()) {
            boolean said =
                    edit.state() == ProposalEditState.PROPOSED && fileSays(edit, proposal, changes);
            edits.add(said ? edit.with(ProposalEditState.DONE, null) : edit);
        }
        if (!changes.isEmpty()) {
            work.writer()
                    .apply(
                            ClaimDelta.of(
                                    new Cause("claims", proposal.mergedCommit(), Proposals.ITSELF),
                                    changes));
        }
        boolean last = proposal.progress().failures() >= LAST_LOOK;
        if (last) {
            edits.replaceAll(ProposalLoop::unsaid);
        }
        boolean done = edits.stream().noneMatch(edit -> edit.state() == ProposalEditState.PROPOSED);
        return new Proposal(
                proposal.id(),
                proposal.repository(),
                proposal.finding(),
                proposal.branch(),
                done ? ProposalState.DONE : ProposalState.MERGED,
                done ? null : "It is merged; the catalog has not read the files since.",
                proposal.actor(),
                proposal.request(),
                proposal.mergedCommit(),
                proposal.createdAt(),
                looked(proposal.progress()),
                edits);
    }

    private static Edit unsaid(Edit edit) {
        return edit.state() == ProposalEditState.PROPOSED
                ? edit.with(
                        ProposalEditState.REFUSED, "It was merged, but the file does not say so.")
                : edit;
    }

    /// Looks are counted as attempts that failed.
    private static Progress looked(Progress progress) {
        return new Progress(
                progress.revision(),
                progress.pushed(),
                progress.revisedAt(),
                progress.base(),
                progress.commit(),
                progress.basis(),
                progress.failures() + 1);
    }

    private boolean fileSays(Edit edit, Proposal proposal, List<ClaimDelta.Change> changes) {
        EntityRef ref = EntityRef.parse(edit.ref());
        Optional<EntityFacts> facts = memory.entity(ref);
        if (facts.isEmpty()) {
            return true; // gone, and with it what there was to be said
        }
        if (!proposals.saysSo(ref, facts.get(), edit.value())) {
            return false;
        }
        for (Claim claim : memory.claims(ref)) {
            boolean carried =
                    claim.field().equals(edit.field())
                            && claim.rank() == 0
                            && List.of(ClaimOrder.PORTAL, ClaimOrder.CI).contains(claim.source())
                            && Claim.same(
                                    edit.field(), claim.value(), edit.value(), ref.namespace());
            if (carried) {
                changes.add(withdrawn(ref, claim, proposal.request()));
            }
        }
        return true;
    }

    private static ClaimDelta.Change withdrawn(
            EntityRef ref, Claim claim, Proposal.@Nullable Request request) {
        return new ClaimDelta.Change(
                ref,
                claim.field(),
                claim.source(),
                claim.origin(),
                List.of(),
                request == null ? null : request.url(),
                Proposals.ITSELF,
                null);
    }
}
