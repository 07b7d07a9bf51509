package dev.portico.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.model.EntityRef;
import dev.portico.model.RelationPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AdjacencyTest {
    /// With 40 refs most have more edges than are sorted one by one, with 1,000 none has.
    @ParameterizedTest
    @ValueSource(ints = {3, 40, 1_000})
    void loadingGivesWhatApplyingGives(int refs) {
        Random random = new Random(refs);
        List<RelationPair> pairs = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            String type = "type" + random.nextInt(3);
            pairs.add(new RelationPair(ref(random, refs), type, ref(random, refs), type + "Of"));
            if (random.nextInt(4) == 0) {
                pairs.add(pairs.get(random.nextInt(pairs.size())));
            }
        }
        Adjacency loaded = new Adjacency();
        Adjacency.Loading loading = loaded.load();
        pairs.forEach(loading::add);
        loading.end();
        Adjacency applied = new Adjacency();
        applied.apply(List.of(), pairs);

        for (int i = 0; i < refs; i++) {
            EntityRef ref = EntityRef.parse("api:default/n" + i);
            assertThat(loaded.shown(ref)).as(ref.toString()).isEqualTo(applied.shown(ref));
            assertThat(loaded.pairs(ref)).isEqualTo(applied.pairs(ref));
            assertThat(loaded.degree(ref)).isEqualTo(applied.degree(ref));
            assertThat(loaded.halves(ref)).isEmpty();
        }
    }

    private static EntityRef ref(Random random, int refs) {
        return EntityRef.parse("api:default/n" + random.nextInt(refs));
    }
}
