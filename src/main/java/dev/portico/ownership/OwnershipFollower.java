package dev.portico.ownership;

import dev.portico.catalog.Change;
import dev.portico.catalog.ChangeLog;
import dev.portico.catalog.Claims;
import dev.portico.model.Entity;
import dev.portico.model.EntityFilter;
import dev.portico.model.EntityRef;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.query.CatalogQuery;
import dev.portico.query.IndexedEntity;
import dev.portico.query.Page;
import dev.portico.query.PageKey;
import dev.portico.query.PageRequest;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Keeps claims, people, findings and aliases in memory in step with the catalog, on every node.
/// While the database is away what is in memory stays.
@Singleton
public final class OwnershipFollower implements OrganisationView {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofSeconds(5);
    private static final int PAGE = 1_000;
    private static final Set<String> PEOPLE = Set.of("user", "group");

    private final Claims claims;
    private final CatalogQuery catalog;
    private final ChangeLog changeLog;
    private final OwnershipMemory memory;
    private final Aliases aliases;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private final Condition read = lock.newCondition();
    private final List<AutoCloseable> subscriptions = new ArrayList<>();
    private Set<EntityRef> changed = new HashSet<>();
    private boolean wake;
    private boolean whole = true;
    private boolean closed;
    private @Nullable UUID database;
    private long position;
    private long givenUp;
    private long organisations;
    private @Nullable Thread thread;

    OwnershipFollower(
            Claims claims,
            CatalogQuery catalog,
            ChangeLog changeLog,
            OwnershipMemory memory,
            Aliases aliases) {
        this.claims = claims;
        this.catalog = catalog;
        this.changeLog = changeLog;
        this.memory = memory;
        this.aliases = aliases;
    }

    @Override
    public @Nullable Organisation current() {
        return memory.organisation();
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /// Starts and returns at once.
    public void start() {
        subscriptions.add(changeLog.onWake(() -> locked(() -> wake = true)));
        subscriptions.add(catalog.onAdvance(this::advance));
        thread = Thread.ofVirtual().name("ownership-follower").start(this::loop);
    }

    public void stop() {
        locked(() -> closed = true);
        try {
            for (AutoCloseable subscription : subscriptions) {
                subscription.close();
            }
            if (thread != null) {
                thread.join(END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            Log.debug("Listener not ended", e);
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            woken.signalAll();
            read.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// @param changes none: the catalog is another, as after a backup was put back
    private void advance(long ignored, List<Change> changes) {
        locked(
                () -> {
                    wake = true;
                    whole |= changes.isEmpty();
                    changes.forEach(change -> changed.add(change.ref()));
                });
    }

    /// Waits until claims show a position of the change log, at most as long as given and once for
    /// each position; then they are what they are.
    void await(long wanted, Duration timeout) {
        lock.lock();
        try {
            long left = timeout.toNanos();
            while (position < wanted && givenUp < wanted && left > 0 && !closed) {
                wake = true;
                woken.signalAll();
                left = read.awaitNanos(left);
            }
            givenUp = left > 0 ? givenUp : wanted;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void loop() {
        try {
            while (pause()) {
                try {
                    look();
                } catch (PorticoException e) {
                    if (e.code() != ErrorCode.UNAVAILABLE) {
                        Log.error("Ownership not read", e);
                    }
                } catch (RuntimeException e) {
                    Log.error("Ownership not read", e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean pause() throws InterruptedException {
        lock.lock();
        try {
            if (!wake && !closed) {
                woken.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            }
            wake = false;
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /// Takes in once what changed.
    void look() {
        aliases.refresh();
        Set<EntityRef> dirty = new HashSet<>(readClaims());
        Set<EntityRef> refs = new HashSet<>();
        boolean[] all = new boolean[1];
        locked(
                () -> {
                    refs.addAll(changed);
                    changed = new HashSet<>();
                    all[0] = whole;
                    whole = false;
                });
        try {
            if (all[0]) {
                memory.forgetEntities();
                each(EntityFilter.ALL, entity -> memory.put(EntityFacts.of(entity)));
            } else {
                take(List.copyOf(refs));
            }
            boolean people = all[0] || refs.stream().anyMatch(ref -> PEOPLE.contains(ref.kind()));
            if (people || memory.organisation() == null) {
                readPeople();
                dirty = memory.all();
            }
        } catch (RuntimeException e) {
            locked(() -> whole = true);
            throw e;
        }
        dirty.addAll(refs);
        memory.judge(dirty);
    }

    private Set<EntityRef> readClaims() {
        UUID now = changeLog.databaseId();
        if (!now.equals(database)) {
            memory.forgetClaims();
            position = 0;
            database = now;
        }
        Claims.Batch batch = claims.read(position);
        if (batch.position() < position) {
            memory.forgetClaims();
            batch = claims.read(0);
        }
        memory.claimed(batch.claims());
        long reached = batch.position();
        locked(() -> position = reached);
        return batch.claims().keySet();
    }

    private void take(List<EntityRef> refs) {
        for (int from = 0; from < refs.size(); from += PAGE) {
            List<EntityRef> some = refs.subList(from, Math.min(from + PAGE, refs.size()));
            List<@Nullable IndexedEntity> found = catalog.findAll(some, EntityFilter.ALL);
            for (int i = 0; i < some.size(); i++) {
                IndexedEntity entity = found.get(i);
                if (entity == null) {
                    memory.remove(some.get(i));
                } else {
                    memory.put(EntityFacts.of(entity.entity()));
                }
            }
        }
    }

    private void readPeople() {
        List<Entity> people = new ArrayList<>();
        each(new EntityFilter.In("kind", List.copyOf(PEOPLE)), people::add);
        memory.organisation(new Organisation(++organisations, people));
        Thread.ofVirtual().name("ownership-people").start(() -> listeners.forEach(Runnable::run));
    }

    private void each(EntityFilter filter, Consumer<Entity> consumer) {
        PageRequest first = PageRequest.of(filter, PAGE);
        @Nullable PageKey after = null;
        Page page;
        do {
            page =
                    catalog.query(
                            new PageRequest(
                                    filter,
                                    null,
                                    first.orders(),
                                    first.rows(),
                                    after,
                                    false,
                                    0,
                                    PAGE,
                                    false));
            for (Page.Row row : page.rows()) {
                after = row.key();
                consumer.accept(row.entity().entity());
            }
        } while (page.more());
    }
}
