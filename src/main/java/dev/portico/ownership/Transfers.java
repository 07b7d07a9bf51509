package dev.portico.ownership;

import dev.portico.access.Viewer;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.ownership.Transfer.Item;
import dev.portico.ownership.Transfer.TransferItemState;
import dev.portico.ownership.store.TransferTable;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.query.CatalogQuery;
import dev.portico.query.IndexedEntity;
import dev.portico.query.ViewerCatalog;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Hands over what one owner has to another: shows before what would be done, notes it as rows, and
/// tells how far it is. [TransferLoop] does the work.
@Singleton
public final class Transfers {
    private static final int MAX = 100_000;
    private static final int MAX_PAGE = 500;
    private static final int CHUNK = 1_000;

    private final TransferTable table;
    private final OwnershipMemory memory;
    private final ClaimAuthority authority;
    private final Proposals proposals;
    private final ViewerCatalog catalogs;

    Transfers(
            TransferTable table,
            OwnershipMemory memory,
            ClaimAuthority authority,
            Proposals proposals,
            ViewerCatalog catalogs) {
        this.table = table;
        this.memory = memory;
        this.authority = authority;
        this.proposals = proposals;
        this.catalogs = catalogs;
    }

    /// Who hands over what to whom.
    ///
    /// @param from ref of a group or user, which need not be there any more
    /// @param to ref of a group or user of the catalog
    /// @param which those entities of the owner that are meant
    public record Wish(
            EntityRef from, EntityRef to, EntityFilter which, Transfer.TransferWay way) {}

    /// What a transfer would do.
    ///
    /// @param items each entity, those that would be refused with the reason
    /// @param kinds how many of each kind
    /// @param repositories how many repositories would get a pull request
    public record Preview(List<Item> items, Map<String, Long> kinds, int repositories) {
        public Preview {
            items = List.copyOf(items);
            kinds = Map.copyOf(kinds);
        }

        public long refused() {
            return items.stream().filter(item -> item.state() == TransferItemState.REFUSED).count();
        }
    }

    /// INVALID_INPUT when an owner is no group or user, or both are the same; UNPROCESSABLE when
    /// the new one is not in the catalog; TOO_LARGE for more than 100,000 entities.
    public Preview preview(Viewer viewer, Wish wish) {
        requireOwner(wish.from());
        requireOwner(wish.to());
        if (wish.from().equals(wish.to())) {
            throw PorticoException.invalid(
                    "Both owners are " + wish.to() + "; a transfer needs two.");
        }
        Organisation people = memory.organisation();
        if (people == null || !people.exists(wish.to())) {
            throw new PorticoException(
                    ErrorCode.UNPROCESSABLE,
                    "The catalog has no " + wish.to() + " that could own something.");
        }
        ClaimAuthority.Request rights = authority.of(viewer);
        List<Item> items = new ArrayList<>();
        Map<String, Long> kinds = new TreeMap<>();
        Set<String> repositories = new HashSet<>();
        for (EntityFacts facts : owned(catalogs.of(viewer), wish)) {
            kinds.merge(facts.ref().kind(), 1L, Long::sum);
            @Nullable String refused =
                    rights.transferRefusal(facts.ref(), wish.to().toString()).orElse(null);
            if (refused == null && wish.way() == Transfer.TransferWay.PULL_REQUESTS) {
                try {
                    repositories.add(proposals.repository(facts).pushKey());
                } catch (PorticoException e) {
                    refused = e.text();
                }
            }
            items.add(
                    new Item(
                            facts.ref().toString(),
                            refused == null ? TransferItemState.WAITING : TransferItemState.REFUSED,
                            refused));
        }
        return new Preview(items, kinds, repositories.size());
    }

    private static void requireOwner(EntityRef ref) {
        if (!List.of("group", "user").contains(ref.kind())) {
            throw PorticoException.invalid(
                    ref + " is no owner; it is the ref of a group or user, as group:default/shop.");
        }
    }

    private List<EntityRef> owned(EntityRef owner) {
        return memory.all().stream()
                .filter(
                        ref ->
                                memory.entity(ref)
                                        .filter(each -> each.owners().contains(owner))
                                        .isPresent())
                .sorted()
                .toList();
    }

    private List<EntityFacts> owned(CatalogQuery catalog, Wish wish) {
        List<EntityRef> refs = owned(wish.from());
        if (refs.size() > MAX) {
            throw new PorticoException(
                    ErrorCode.TOO_LARGE,
                    wish.from()
                            + " owns "
                            + refs.size()
                            + " entities; a transfer takes up to "
                            + MAX
                            + ".");
        }
        List<EntityFacts> found = new ArrayList<>();
        for (int from = 0; from < refs.size(); from += CHUNK) {
            List<EntityRef> some = refs.subList(from, Math.min(refs.size(), from + CHUNK));
            List<@Nullable IndexedEntity> entities = catalog.findAll(some, wish.which());
            for (int i = 0; i < some.size(); i++) {
                if (entities.get(i) != null) {
                    memory.entity(some.get(i)).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    /// Begins a transfer. As [#preview]; UNPROCESSABLE too when nothing could be handed over. When
    /// it hands over all that the old owner has, to one of the same kind, the old ref stands for
    /// the new one from now on ([Aliases]).
    public Transfer begin(Viewer viewer, Wish wish) {
        Preview preview = preview(viewer, wish);
        if (preview.refused() == preview.items().size()) {
            throw new PorticoException(
                    ErrorCode.UNPROCESSABLE,
                    preview.items().isEmpty()
                            ? wish.from() + " owns no entity that is meant."
                            : "None of the "
                                    + preview.items().size()
                                    + " entities can be handed over: "
                                    + preview.items().getFirst().reason());
        }
        return table.create(
                new TransferTable.Wish(
                        wish.from().toString(), wish.to().toString(), wish.way(), viewer.name()),
                preview.items(),
                isWhole(wish, preview));
    }

    private boolean isWhole(Wish wish, Preview preview) {
        return wish.from().kind().equals(wish.to().kind())
                && preview.refused() == 0
                && preview.items().size() == owned(wish.from()).size();
    }

    /// Pauses or resumes a transfer; what is under way is done. Who began it may, and an admin:
    /// FORBIDDEN for all others, NOT_FOUND for none of this id.
    public Transfer pause(Viewer viewer, UUID id, boolean paused) {
        Transfer transfer = require(id);
        if (!viewer.admin() && !viewer.name().equals(transfer.actor())) {
            throw new PorticoException(
                    ErrorCode.FORBIDDEN,
                    viewer.name() + " did not begin the transfer " + id + ", and is no admin.");
        }
        table.pause(id, paused);
        return require(id);
    }

    private Transfer require(UUID id) {
        return find(id).orElseThrow(
                        () -> PorticoException.notFound("There is no transfer " + id + "."));
    }

    public Optional<Transfer> find(UUID id) {
        return table.find(id);
    }

    /// The newest first.
    public List<Transfer> list(int limit) {
        return table.list(Math.min(limit, MAX_PAGE));
    }

    /// Entities of a transfer by ref.
    ///
    /// @param state null for any
    /// @param after only those behind this ref; null for the first
    public List<Item> items(
            UUID id, @Nullable TransferItemState state, @Nullable String after, int limit) {
        return table.items(id, state, after == null ? "" : after, Math.min(limit, MAX_PAGE));
    }
}
