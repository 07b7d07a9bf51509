package dev.portico.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdvanceListenerTest {
    private final FakeFeed feed = new FakeFeed();
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final AdvanceListener listener =
            new AdvanceListener(
                    feed, 0, (position, changes) -> heard.add(position + ":" + changes.size()));
    private Thread thread;

    @BeforeEach
    void start() {
        thread = Thread.ofPlatform().daemon().start(listener);
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    @Test
    void whatTheLogIsAheadWithIsHeardWhenReadsShowIt() {
        feed.put(Sample.component("orders"));
        feed.put(Sample.component("billing"));
        listener.jump(1);
        awaitIdle();

        assertThat(heard).isEmpty();
        listener.offer(2, List.of());
        await().untilAsserted(() -> assertThat(heard).containsExactly("2:2"));
    }

    @Test
    void aJumpToWhereItIsTellsNothing() {
        listener.jump(0);
        feed.put(Sample.component("orders"));
        awaitIdle();

        assertThat(heard).isEmpty();
        listener.offer(1, feed.read(0, 10).orElseThrow().changes());
        await().untilAsserted(() -> assertThat(heard).containsExactly("1:1"));
    }

    private void awaitIdle() {
        await().until(() -> thread.getState() == Thread.State.WAITING);
    }
}
