package dev.portico.template.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.template.store.Announce;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class WaitedKeysTest {
    private final Set<String> stored = new HashSet<>(Set.of("a"));
    private int reads;
    private Supplier<Set<String>> whileItReads = () -> stored;
    private final WaitedKeys keys =
            new WaitedKeys(
                    () -> {
                        reads++;
                        return Set.copyOf(whileItReads.get());
                    });

    @Test
    void isReadOnceAndNotForEachQuestion() {
        assertThat(keys.among(Set.of("a", "b"))).containsExactly("a");
        for (int i = 0; i < 100; i++) {
            assertThat(keys.among(Set.of("b"))).isEmpty();
        }
        assertThat(reads).isEqualTo(1);
    }

    @Test
    void isToldOfNewKeysAlsoWhileItReads() {
        whileItReads =
                () -> {
                    keys.told(Announce.WAIT, "during 1\nduring 2");
                    return stored;
                };
        assertThat(keys.among(Set.of("a", "during 1", "b")))
                .containsExactlyInAnyOrder("a", "during 1");

        keys.told(Announce.WAIT, "b");
        keys.told(Announce.OPEN, "c");
        assertThat(keys.among(Set.of("a", "b", "c", "during 2")))
                .containsExactlyInAnyOrder("a", "b", "during 2");
        assertThat(reads).isEqualTo(1);
    }

    @Test
    void isReadAnewWhenThereWereTooManyToTell() {
        assertThat(keys.among(Set.of("a"))).containsExactly("a");
        stored.add("b");
        keys.told(Announce.WAIT, Announce.MANY);
        assertThat(keys.among(Set.of("b"))).containsExactly("b");
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void isReadAnewAfterItCouldNotBeRead() {
        whileItReads =
                () -> {
                    throw new PorticoException(ErrorCode.UNAVAILABLE, "The database is away.");
                };
        assertThatThrownBy(() -> keys.among(Set.of("a"))).hasMessage("The database is away.");
        whileItReads = () -> stored;
        assertThat(keys.among(Set.of("a"))).containsExactly("a");
    }
}
