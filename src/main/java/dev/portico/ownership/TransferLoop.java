package dev.portico.ownership;

import dev.portico.catalog.CatalogWriter;
import dev.portico.catalog.Cause;
import dev.portico.catalog.ClaimDelta;
import dev.portico.catalog.ClaimOrder;
import dev.portico.catalog.ClaimStatus;
import dev.portico.catalog.ClaimVerdict;
import dev.portico.catalog.Claimed;
import dev.portico.model.Claim;
import dev.portico.model.EntityRef;
import dev.portico.ownership.Proposal.Edit;
import dev.portico.ownership.Proposal.ProposalEditState;
import dev.portico.ownership.Transfer.Item;
import dev.portico.ownership.Transfer.TransferItemState;
import dev.portico.ownership.store.TransferTable;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.scm.RepoUrl;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Goes on with transfers, some hundred entities at a time. Every step may be done again: an entity
/// that has its new owner is done, a claim that is made again changes nothing, and a wish that is
/// proposed again stays one proposal.
@Singleton
final class TransferLoop {
    private static final int BATCH = 500;
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofSeconds(10);

    private final TransferTable table;
    private final OwnershipMemory memory;
    private final Proposals proposals;
    private final CatalogWriter writer;
    private final Clock clock;

    TransferLoop(
            TransferTable table,
            OwnershipMemory memory,
            Proposals proposals,
            CatalogWriter writer,
            Clock clock) {
        this.table = table;
        this.memory = memory;
        this.proposals = proposals;
        this.writer = writer;
        this.clock = clock;
    }

    /// Does one step of one transfer; false when there is none to go on with now.
    boolean look() {
        UUID holder = UUID.randomUUID();
        Optional<Transfer> claimed = table.claim(holder, LEASE);
        if (claimed.isEmpty()) {
            return false;
        }
        Transfer transfer = claimed.get();
        List<Item> waiting = table.items(transfer.id(), TransferItemState.WAITING, "", BATCH);
        if (!waiting.isEmpty()) {
            table.save(transfer.id(), holder, step(transfer, waiting));
        } else {
            follow(transfer, holder);
        }
        boolean more = waiting.size() == BATCH;
        table.release(transfer.id(), holder, more ? Duration.ZERO : LOOK);
        return true;
    }

    private List<Item> step(Transfer transfer, List<Item> waiting) {
        EntityRef from = EntityRef.parse(transfer.from());
        EntityRef to = EntityRef.parse(transfer.to());
        List<Item> items = new ArrayList<>();
        List<EntityFacts> open = new ArrayList<>();
        for (Item item : waiting) {
            Optional<EntityFacts> facts = memory.entity(EntityRef.parse(item.ref()));
            if (facts.isEmpty()) {
                items.add(refused(item.ref(), "The entity is not in the catalog any more."));
            } else if (facts.get().owners().contains(from)) {
                open.add(facts.get());
            } else if (facts.get().owners().contains(to)) {
                items.add(new Item(item.ref(), TransferItemState.DONE, null));
            } else {
                items.add(refused(item.ref(), "It does not belong to " + from + " any more."));
            }
        }
        items.addAll(
                transfer.way() == Transfer.TransferWay.CLAIMS
                        ? claim(transfer, open)
                        : propose(transfer, open));
        return items;
    }

    private static Item refused(String ref, @Nullable String reason) {
        return new Item(ref, TransferItemState.REFUSED, reason);
    }

    private List<Item> claim(Transfer transfer, List<EntityFacts> open) {
        if (open.isEmpty()) {
            return List.of();
        }
        List<ClaimDelta.Change> changes =
                open.stream()
                        .map(
                                facts ->
                                        new ClaimDelta.Change(
                                                facts.ref(),
                                                Claim.OWNER,
                                                ClaimOrder.PORTAL,
                                                "",
                                                List.of(transfer.to()),
                                                transfer.finding(),
                                                transfer.actor(),
                                                null))
                        .sorted(Comparator.comparing(ClaimDelta.Change::ref))
                        .toList();
        ClaimDelta.Result result =
                writer.apply(ClaimDelta.of(new Cause("claims", null, transfer.actor()), changes));
        return changes.stream()
                .map(
                        change ->
                                judge(
                                        change,
                                        Objects.requireNonNull(
                                                result.entities().get(change.ref()))))
                .toList();
    }

    private Item judge(ClaimDelta.Change change, Claimed claimed) {
        ClaimVerdict verdict =
                ClaimVerdict.of(change.ref(), claimed, true, clock.instant()).stream()
                        .filter(each -> each.claim().source().equals(ClaimOrder.PORTAL))
                        .filter(each -> each.claim().field().equals(Claim.OWNER))
                        .findFirst()
                        .orElseThrow();
        return verdict.status() == ClaimStatus.APPLIED
                ? new Item(change.ref().toString(), TransferItemState.DONE, null)
                : refused(change.ref().toString(), verdict.because());
    }

    private List<Item> propose(Transfer transfer, List<EntityFacts> open) {
        Map<String, List<EntityFacts>> byRepository = new TreeMap<>();
        List<Item> items = new ArrayList<>();
        for (EntityFacts facts : open) {
            try {
                RepoUrl repository = proposals.repository(facts);
                byRepository
                        .computeIfAbsent(repository.pushKey(), _ -> new ArrayList<>())
                        .add(facts);
            } catch (PorticoException e) {
                items.add(refused(facts.ref().toString(), e.text()));
            }
        }
        byRepository.values().forEach(some -> items.addAll(proposeTogether(transfer, some)));
        return items;
    }

    private List<Item> proposeTogether(Transfer transfer, List<EntityFacts> some) {
        List<Edit> edits =
                some.stream().map(facts -> proposals.edit(facts, transfer.to())).toList();
        try {
            proposals.propose(transfer.actor(), transfer.finding(), edits);
            return edits.stream()
                    .map(edit -> new Item(edit.ref(), TransferItemState.PROPOSED, null))
                    .toList();
        } catch (PorticoException e) {
            if (e.code() == ErrorCode.UNAVAILABLE) {
                throw e;
            }
            return edits.stream().map(edit -> refused(edit.ref(), e.text())).toList();
        }
    }

    /// Takes over what became of the proposals.
    private void follow(Transfer transfer, UUID holder) {
        Map<String, Item> known = new HashMap<>();
        // the newest come first and count
        for (Proposal proposal : proposals.about(transfer.finding())) {
            proposal.edits().forEach(edit -> known.putIfAbsent(edit.ref(), item(proposal, edit)));
        }
        String after = "";
        List<Item> proposed;
        do {
            proposed = table.items(transfer.id(), TransferItemState.PROPOSED, after, BATCH);
            List<Item> changed =
                    proposed.stream()
                            .flatMap(item -> Optional.ofNullable(known.get(item.ref())).stream())
                            .filter(item -> item.state() != TransferItemState.PROPOSED)
                            .toList();
            if (!changed.isEmpty() && !table.save(transfer.id(), holder, changed)) {
                return;
            }
            after = proposed.isEmpty() ? "" : proposed.getLast().ref();
        } while (proposed.size() == BATCH);
    }

    private static Item item(Proposal proposal, Edit edit) {
        if (edit.state() == ProposalEditState.DONE) {
            return new Item(edit.ref(), TransferItemState.DONE, null);
        }
        if (edit.state() == ProposalEditState.REFUSED) {
            return refused(edit.ref(), edit.reason());
        }
        return switch (proposal.state()) {
            case WAITING, OPEN, MERGED -> new Item(edit.ref(), TransferItemState.PROPOSED, null);
            case DONE -> new Item(edit.ref(), TransferItemState.DONE, null);
            case CLOSED, REFUSED -> refused(edit.ref(), proposal.reason());
        };
    }
}
