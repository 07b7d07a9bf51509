package dev.portico.query;

import static org.awaitility.Awaitility.await;

import dev.portico.model.Entity;
import dev.portico.model.RelationPair;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedTest {
    @TempDir Path folder;
    private final FakeFeed feed = new FakeFeed();

    /// A commit writes the hubs that wait, so that what is on disk is whole; readers get that too.
    @Test
    void aHubThatACommitWroteIsServed() throws IOException {
        feed.put(Sample.entity("Group", "team"));
        Map<Entity, List<RelationPair>> many = new LinkedHashMap<>();
        for (int i = 0; i <= BatchWriter.HUB_RELATIONS; i++) {
            Entity component = Sample.component("c" + i);
            many.put(component, List.of(Sample.ownedBy(component, Sample.TEAM)));
        }
        feed.commit(many, List.of());
        IndexState state = new IndexState();
        AdvanceListeners listeners = new AdvanceListeners(feed);
        IndexStore store = IndexStore.create(FSDirectory.open(folder), new SegmentCache());
        Followed followed = new Followed(folder, store, Duration.ZERO);
        try {
            followed.advance(feed.read(0, 10_000), state, listeners);
            Entity late = Sample.component("late");
            feed.put(late, Sample.ownedBy(late, Sample.TEAM));
            followed.advance(feed.read(2, 10_000), state, listeners);
            await().atMost(Duration.ofSeconds(30))
                    .until(
                            () -> {
                                followed.advance(Optional.empty(), state, listeners);
                                return shown(state) == BatchWriter.HUB_RELATIONS + 2;
                            });
        } finally {
            state.close();
            followed.close();
        }
    }

    private static int shown(IndexState state) {
        try (View view = state.acquire()) {
            IndexedEntity team = view.find(Sample.TEAM);
            return team == null ? 0 : team.entity().relations().size();
        }
    }
}
