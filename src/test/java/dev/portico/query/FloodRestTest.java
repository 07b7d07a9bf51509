package dev.portico.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.catalog.FeedBatch;
import dev.portico.model.Entity;
import dev.portico.model.RelationPair;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// When the follower rests. A rest of its longest, 3 s, is told from one that ends early.
class FloodRestTest {
    private static final Duration LONGEST = Duration.ofSeconds(3);
    private static final int LARGE = 1_000;

    private final FakeFeed feed = new FakeFeed();
    private final Wake wake = new Wake();
    private final FloodRest flood = new FloodRest(feed, wake);

    @BeforeEach
    void follow() {
        feed.onWake(wake::call);
    }

    @Test
    void fewChangesDoNotWaitForTheEndOfARest() {
        flood.note();
        FeedBatch batch = committed(LARGE, "a");
        wake.await(0);
        feed.put(Sample.component("orders"));
        assertThat(restBehind(batch)).isLessThan(Duration.ofMillis(1_000));
    }

    @Test
    void manyChangesWaitForOthersToCome() {
        flood.note();
        FeedBatch batch = committed(LARGE, "a");
        wake.await(0);
        committed(LARGE, "b");
        assertThat(restBehind(batch)).isBetween(Duration.ofMillis(1_000), LONGEST);
    }

    @Test
    void behindAFewChangesThereIsNoRest() {
        flood.note();
        assertThat(restBehind(committed(LARGE - 1, "a"))).isLessThan(Duration.ofMillis(250));
    }

    @Test
    void aRestEndsWithTheFollower() {
        FeedBatch batch = committed(LARGE, "a");
        wake.stop();
        assertThat(restBehind(batch)).isLessThan(Duration.ofMillis(250));
    }

    /// How long the rest takes behind a batch that took as long as the longest rest.
    private Duration restBehind(FeedBatch batch) {
        long start = System.nanoTime();
        flood.restBehind(batch, LONGEST.toNanos());
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private FeedBatch committed(int entities, String prefix) {
        Map<Entity, List<RelationPair>> put = new HashMap<>();
        for (int i = 0; i < entities; i++) {
            put.put(Sample.component(prefix + i), List.of());
        }
        long position = feed.commit(put, List.of());
        return feed.read(position - 1, LARGE).orElseThrow();
    }
}
