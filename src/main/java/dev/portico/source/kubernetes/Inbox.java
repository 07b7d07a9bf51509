package dev.portico.source.kubernetes;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.ObjectKey;
import dev.portico.source.kubernetes.KindWatch.Scope;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Events on their way to the keeper of the book. Bounded: when it is full the readers wait, and
/// with them, in the end, the API server.
final class Inbox implements KindWatch.Sink {
    private static final int CAPACITY = 512;

    private final BlockingQueue<FollowEvent> events = new ArrayBlockingQueue<>(CAPACITY);
    private final Pulse pulse;

    Inbox(Pulse pulse) {
        this.pulse = pulse;
    }

    void add(FollowEvent event) throws InterruptedException {
        events.put(event);
    }

    @Nullable FollowEvent poll(long nanos) throws InterruptedException {
        return nanos <= 0 ? events.poll() : events.poll(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void put(Scope scope, JsonObject object) throws InterruptedException {
        add(new FollowEvent.Put(scope, object));
    }

    @Override
    public void removed(Scope scope, ObjectKey key) throws InterruptedException {
        add(new FollowEvent.Removed(scope, key));
    }

    @Override
    public void listed(Scope scope, Set<ObjectKey> present) throws InterruptedException {
        add(new FollowEvent.Listed(scope, present));
    }

    @Override
    public void refused(Scope scope, ApiRefusal refusal) throws InterruptedException {
        if (refusal.status() == 401 || refusal.status() >= 500) {
            pulse.check();
        }
        add(new FollowEvent.Refused(scope, refusal));
    }

    @Override
    public void resumed(Scope scope) throws InterruptedException {
        add(new FollowEvent.Resumed(scope));
    }

    @Override
    public void unreachable(Scope scope, String why) {
        pulse.check();
    }
}
