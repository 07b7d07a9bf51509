package dev.portico.query;

import dev.portico.catalog.CatalogFeed;
import dev.portico.catalog.Change;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.model.Relation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/// The catalog's read model: a Lucene index in this process that follows the change log and answers
/// every read, also while the database is away. Started and closed by the program's wiring.
public final class CatalogIndex implements CatalogQuery, AutoCloseable {
    private final IndexState state = new IndexState();
    private final LiveKeys live = new LiveKeys();
    private final AdvanceListeners listeners;
    private final Follower follower;
    private final Thread thread;

    /// Searches take turns on the cores, so that many at once do not slow down each other and the
    /// follower; looking up by name needs no turn.
    private final Semaphore turns =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));

    /// @param folder where the index is kept; made when missing
    /// @param checkInterval how long it takes to compare the whole index with the database, which
    ///     goes on and on; zero: never
    public CatalogIndex(CatalogFeed feed, Path folder, Duration checkInterval) {
        this(feed, folder, new IndexTiming(checkInterval, IndexTiming.COMMIT), FSDirectory::open);
    }

    CatalogIndex(CatalogFeed feed, Path folder, IndexTiming timing, IndexDirectories directories) {
        this.listeners = new AdvanceListeners(feed);
        this.follower =
                new Follower(feed, new IndexFolders(folder, directories), state, listeners, timing);
        this.thread = Thread.ofPlatform().daemon().name("catalog-index").unstarted(follower);
    }

    /// Starts to follow the change log and returns at once; [#status] tells how it goes.
    public void start() {
        thread.start();
    }

    /// Commits, ends, and answers no more reads.
    @Override
    public void close() {
        follower.stop();
        try {
            if (thread.isAlive()) {
                thread.join(Duration.ofSeconds(30));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        listeners.close();
        state.close();
    }

    /// How the index is, for health and the start-up lines.
    public IndexStatus status() {
        return state.status();
    }

    @Override
    public Optional<IndexedEntity> find(EntityRef ref) {
        try (View view = state.acquire()) {
            return Optional.ofNullable(view.find(ref));
        }
    }

    @Override
    public Optional<IndexedEntity> findByUid(String uid) {
        try (View view = state.acquire()) {
            return UidKey.isUid(uid)
                    ? Optional.ofNullable(view.findByUid(UUID.fromString(uid)))
                    : Optional.empty();
        }
    }

    @Override
    public List<@Nullable IndexedEntity> findAll(List<EntityRef> refs, EntityFilter filter) {
        return findAll(refs, filter, view -> view);
    }

    private List<@Nullable IndexedEntity> findAll(
            List<EntityRef> refs, EntityFilter filter, UnaryOperator<View> eyes) {
        IndexLimits.atMost("number of refs", refs.size(), IndexLimits.REFS);
        IndexLimits.check(filter);
        try (View view = state.acquire()) {
            return eyes.apply(view)
                    .findAll(refs, filter.equals(EntityFilter.ALL) ? null : matches(view, filter));
        }
    }

    @Override
    public Page query(PageRequest request) {
        return query(request, view -> view);
    }

    private Page query(PageRequest request, UnaryOperator<View> eyes) {
        IndexLimits.check(request);
        return inTurn(
                view ->
                        PageQuery.run(
                                eyes.apply(view), request.with(live.resolve(request.filter()))));
    }

    @Override
    public Map<String, List<FacetCount>> facets(List<String> keys, EntityFilter filter) {
        IndexLimits.atMost("number of facets", keys.size(), IndexLimits.FACETS);
        IndexLimits.check(filter);
        return inTurn(view -> new FacetQuery(view, live, live.resolve(filter)).run(keys));
    }

    @Override
    public long count(EntityFilter filter) {
        IndexLimits.check(filter);
        return inTurn(view -> Matcher.total(matches(view, filter)));
    }

    private LeafMatches[] matches(View view, EntityFilter filter) {
        return Matcher.match(view, new Question(live.resolve(filter), null, null));
    }

    @Override
    public SearchPage search(SearchRequest request) {
        return search(request, view -> view);
    }

    private SearchPage search(SearchRequest request, UnaryOperator<View> eyes) {
        IndexLimits.check(request);
        return inTurn(
                view ->
                        RankedSearch.run(
                                eyes.apply(view), request.with(live.resolve(request.filter()))));
    }

    @Override
    public List<Relation> relations(EntityRef ref) {
        try (View view = state.acquire()) {
            return view.adjacency().relations(ref);
        }
    }

    @Override
    public Walk walk(WalkRequest request) {
        IndexLimits.check(request);
        IndexLimits.check(request.within());
        return inTurn(
                view -> GraphWalk.walk(view.adjacency(), request, within(view, request.within())));
    }

    @Override
    public Impact impact(ImpactRequest request) {
        IndexLimits.check(request);
        IndexLimits.check(request.within());
        return inTurn(
                view ->
                        GraphWalk.impact(
                                view.adjacency(), request, within(view, request.within())));
    }

    @Override
    public Optional<List<Relation>> path(
            EntityRef from, EntityRef to, Set<String> types, EntityFilter within) {
        IndexLimits.check(within);
        return inTurn(
                view -> GraphWalk.path(view.adjacency(), from, to, types, within(view, within)));
    }

    private Predicate<EntityRef> within(View view, EntityFilter filter) {
        if (filter.equals(EntityFilter.ALL)) {
            return _ -> true;
        }
        LeafMatches[] matches = matches(view, filter);
        return ref -> view.isAmong(ref, matches);
    }

    @Override
    public Set<EntityRef> matching(Collection<EntityRef> refs, EntityFilter filter) {
        IndexLimits.check(filter);
        try (View view = state.acquire()) {
            LeafMatches[] matches = matches(view, filter);
            Set<EntityRef> matching = new HashSet<>();
            for (EntityRef ref : refs) {
                if (view.isAmong(ref, matches)) {
                    matching.add(ref);
                }
            }
            return matching;
        }
    }

    @Override
    public CatalogQuery within(EntityFilter seen) {
        return new RestrictedCatalog(this, seen, new Sighted(seen));
    }

    /// Reads with the eyes of someone who may not see everything.
    private final class Sighted implements EntityReads {
        private final EntityFilter seen;

        private Sighted(EntityFilter seen) {
            this.seen = seen;
        }

        private View over(View view) {
            boolean stays = seen instanceof EntityFilter.Kept && live.resolve(seen) == seen;
            EntityFilter.@Nullable Kept kept = stays ? (EntityFilter.Kept) seen : null;
            return view.through(new Sight(view, kept, () -> matches(view, seen)));
        }

        @Override
        public List<@Nullable IndexedEntity> findAll(List<EntityRef> refs, EntityFilter filter) {
            return CatalogIndex.this.findAll(refs, filter, this::over);
        }

        @Override
        public Page query(PageRequest request) {
            return CatalogIndex.this.query(request, this::over);
        }

        @Override
        public SearchPage search(SearchRequest request) {
            return CatalogIndex.this.search(request, this::over);
        }
    }

    private <T> T inTurn(Function<View, T> read) {
        turns.acquireUninterruptibly();
        try (View view = state.acquire()) {
            return read.apply(view);
        } finally {
            turns.release();
        }
    }

    @Override
    public long position() {
        return state.position();
    }

    @Override
    public void awaitPosition(long position, Duration timeout) {
        state.await(position, timeout);
    }

    @Override
    public AutoCloseable onAdvance(BiConsumer<Long, List<Change>> listener) {
        return listeners.add(state.position(), listener);
    }

    @Override
    public AutoCloseable addLive(String name, LiveKey key) {
        return live.add(name, key);
    }
}
